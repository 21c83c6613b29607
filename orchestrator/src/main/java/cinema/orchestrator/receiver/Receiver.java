package cinema.orchestrator.receiver;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import cinema.orchestrator.catalogue.Terms;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Channel.Reach;
import cinema.workflows.contract.Channel.Trait;
import cinema.workflows.plan.Delivery;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A person whom a notice concerns.
 *
 * @param userId auth's id, or null when the event names none
 * @param email the address, or null when neither the event nor auth has one
 * @param phone the number, or null when auth has none
 * @param known whether auth knows the person
 * @param active whether the account is in use; true for people whom auth does not know
 * @param wantsEmail whether the person wants letters that need not be
 * @param confirmed whether the address is known to be the person's own: nobody has said
 * otherwise, or the event itself carries it
 * @param phoneConfirmed whether the number is: auth says so
 * @param preferences topic to channel to whether it is wanted; for what is not named the
 * topic's own rule holds
 * @param delivery when the person wants to be told, or null when they said nothing of it
 */
public record Receiver(@Nullable String userId, @Nullable String email, @Nullable String phone,
		@Nullable String firstName, @Nullable String lastName, ZoneId timeZone, String locale, boolean known,
		boolean active, boolean wantsEmail, boolean confirmed, boolean phoneConfirmed,
		Map<String, Map<String, Boolean>> preferences, @Nullable Delivery delivery) {

	/** With what comes behind it why somebody is not told who said no. */
	public static final String OPTED_OUT = "opted out of ";

	/** Where a channel reaches the person, or null when it does not. */
	public @Nullable String address(Channel channel) {
		return switch (channel.reach()) {
			case MAILBOX -> this.email;
			case NUMBER -> this.phone;
			case USER -> this.known ? this.userId : null;
		};
	}

	/** Whether an address is known to be the person's own. */
	public boolean isProven(Channel channel) {
		return switch (channel.reach()) {
			case MAILBOX -> this.confirmed;
			case NUMBER -> this.phoneConfirmed;
			case USER -> true;
		};
	}

	/** Whether a letter may go to an address that nobody has confirmed. */
	private static boolean mayBeUnproven(Terms terms, Channel channel) {
		return terms.unconfirmed() && (terms.required() || !channel.has(Trait.ASKED));
	}

	/**
	 * Those of these channels that reach the person, and on which the topic is wanted;
	 * all of them when there is none.
	 */
	public List<Channel> channels(Terms terms, List<Channel> all) {
		List<Channel> distinct = all.stream().distinct().toList();
		List<Channel> heard = distinct.stream()
			.filter((one) -> address(one) != null && (terms.required() || wants(terms, one)))
			.toList();
		return heard.isEmpty() ? distinct : heard;
	}

	/**
	 * Why this person is not to be told on the first of these channels that may be, or
	 * null when nothing speaks against it.
	 */
	public @Nullable String whyNotTold(Terms terms, List<Channel> channels) {
		Channel channel = channels(terms, channels).get(0);
		String address = address(channel);
		if (address == null) {
			String stranger = (this.userId != null) ? "unknown user" : "the event names no user";
			return this.known ? "the user has no address" : stranger;
		}
		if (!channel.reach().isPossible(address)) {
			return "address is not valid";
		}
		if (!this.active) {
			return "inactive user";
		}
		String unwanted = whyUnwanted(terms, channel);
		if (unwanted != null) {
			return unwanted;
		}
		return (isProven(channel) || mayBeUnproven(terms, channel)) ? null : "unconfirmed address";
	}

	/**
	 * Why the person does not want to hear of it on this channel, or null when they do.
	 */
	public @Nullable String whyUnwanted(Terms terms, Channel channel) {
		if (terms.required()) {
			return null;
		}
		if (channel.reach() == Reach.MAILBOX && !this.wantsEmail) {
			return OPTED_OUT + "email";
		}
		if (wants(terms, channel)) {
			return null;
		}
		return ((answer(terms.topic(), channel) != null) ? OPTED_OUT : "not opted in to ") + terms.topic();
	}

	private boolean wants(Terms terms, Channel channel) {
		return Objects.requireNonNullElse(answer(terms.topic(), channel),
				terms.byDefault() && !channel.has(Trait.ASKED));
	}

	/** What the person said of a topic, or null for nothing. */
	private @Nullable Boolean answer(String topic, Channel channel) {
		return this.preferences.getOrDefault(topic, Map.of()).get(channel.toString());
	}

	@Override
	public String toString() {
		return "Receiver[" + this.userId + "]";
	}

	/**
	 * What nobody has said counts as yes; what is neither true nor false is never a
	 * consent.
	 */
	public static boolean saysYes(JsonNode value) {
		return value.isMissingNode() || value.isNull() || (value.isBoolean() && value.asBoolean());
	}

}
