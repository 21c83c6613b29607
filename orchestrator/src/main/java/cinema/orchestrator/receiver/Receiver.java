package cinema.orchestrator.receiver;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import cinema.workflows.contract.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A person whom a notice concerns.
 *
 * @param userId auth's id, or null when the event names none
 * @param email the address, or null when neither the event nor auth has one
 * @param known whether auth knows the person
 * @param active whether the account is in use; true for people whom auth does not know
 * @param wantsEmail whether the person wants letters that need not be
 * @param preferences topic to channel to whether it is wanted; what is not named is
 * wanted
 */
public record Receiver(@Nullable String userId, @Nullable String email, @Nullable String firstName,
		@Nullable String lastName, ZoneId timeZone, String locale, boolean known, boolean active, boolean wantsEmail,
		Map<String, Map<String, Boolean>> preferences) {

	/** Somebody who has never said what he wants. */
	public Receiver(@Nullable String userId, @Nullable String email, @Nullable String firstName,
			@Nullable String lastName, ZoneId timeZone, String locale, boolean known, boolean active,
			boolean wantsEmail) {
		this(userId, email, firstName, lastName, timeZone, locale, known, active, wantsEmail, Map.of());
	}

	/** First and last name as far as they are known, or null. */
	public @Nullable String name() {
		if (this.firstName == null) {
			return this.lastName;
		}
		return (this.lastName != null) ? this.firstName + " " + this.lastName : this.firstName;
	}

	/**
	 * Why this person is not to be told by a letter, or null when nothing speaks against
	 * it.
	 * @param required whether the letter goes out although the person switched letters
	 * off
	 */
	public @Nullable String whyNotTold(boolean required) {
		if (this.email == null) {
			String stranger = (this.userId != null) ? "unknown user" : "the event names no user";
			return this.known ? "the user has no address" : stranger;
		}
		if (!Address.isPossible(this.email)) {
			return "address is not valid";
		}
		if (!this.active) {
			return "inactive user";
		}
		return (required || this.wantsEmail) ? null : "opted out of email";
	}

	/** The same, for a notice of this topic that would go by one of these channels. */
	public @Nullable String whyNotTold(boolean required, String topic, List<Channel> channels) {
		String reason = whyNotTold(required);
		boolean wanted = required || channels.stream().anyMatch((channel) -> wants(topic, channel));
		return (reason != null || wanted) ? reason : "opted out of " + topic;
	}

	/** Whether the person has not said no to this topic on this channel. */
	public boolean wants(String topic, Channel channel) {
		return this.preferences.getOrDefault(topic, Map.of()).getOrDefault(channel.toString(), true);
	}

	/** Without name and address. */
	@Override
	public String toString() {
		return "Receiver[" + this.userId + "]";
	}

}
