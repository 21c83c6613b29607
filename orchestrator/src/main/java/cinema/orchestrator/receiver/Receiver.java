package cinema.orchestrator.receiver;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.catalogue.Terms;
import cinema.workflows.contract.Channel;
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
 * @param preferences topic to channel to whether it is wanted; what is not named is
 * wanted
 */
public record Receiver(@Nullable String userId, @Nullable String email, @Nullable String phone,
		@Nullable String firstName, @Nullable String lastName, ZoneId timeZone, String locale, boolean known,
		boolean active, boolean wantsEmail, boolean confirmed, Map<String, Map<String, Boolean>> preferences) {

	/** Where a channel reaches the person, or null when it does not. */
	public @Nullable String address(Channel channel) {
		return switch (channel) {
			case EMAIL -> this.email;
			case SMS -> this.phone;
			case WEB -> this.known ? this.userId : null;
		};
	}

	/**
	 * Those of these channels that reach the person, and on which he has not said no to
	 * this topic; all of them when there is none.
	 * @param required whether the notice goes out although the person said no
	 */
	public List<Channel> channels(boolean required, String topic, List<Channel> all) {
		List<Channel> distinct = all.stream().distinct().toList();
		List<Channel> heard = distinct.stream()
			.filter((one) -> address(one) != null && (required || wants(topic, one)))
			.toList();
		return heard.isEmpty() ? distinct : heard;
	}

	/**
	 * Why this person is not to be told on the first of these channels that may be, or
	 * null when nothing speaks against it.
	 */
	public @Nullable String whyNotTold(Terms terms, List<Channel> channels) {
		boolean required = terms.required();
		String topic = terms.topic();
		Channel channel = channels(required, topic, channels).get(0);
		String address = address(channel);
		if (address == null) {
			String stranger = (this.userId != null) ? "unknown user" : "the event names no user";
			return this.known ? "the user has no address" : stranger;
		}
		if (channel == Channel.EMAIL && !Address.isPossible(address)) {
			return "address is not valid";
		}
		if (!this.active) {
			return "inactive user";
		}
		if (!required && channel == Channel.EMAIL && !this.wantsEmail) {
			return "opted out of email";
		}
		if (!required && !wants(topic, channel)) {
			return "opted out of " + topic;
		}
		boolean stranger = channel == Channel.EMAIL && !this.confirmed;
		return (stranger && !terms.unconfirmed()) ? "unconfirmed address" : null;
	}

	private boolean wants(String topic, Channel channel) {
		return this.preferences.getOrDefault(topic, Map.of()).getOrDefault(channel.toString(), true);
	}

	/** Without name and address. */
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
