package cinema.orchestrator.letter;

import java.util.Objects;
import java.util.UUID;

import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingRow;
import cinema.orchestrator.receiver.Receiver;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Channel.Reach;
import cinema.workflows.contract.QuietHours;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Whom a letter is for, with everything that it needs of him; kept with his page where it
 * is one of a mailing.
 *
 * @param group the place of his group in the page
 * @param postingId always the same for the same receiver of the same notice
 * @param address where the channel reaches him, or an empty text
 * @param night of his own, where it counts; null is the mailing's
 * @param held which wish of his he waited for, or null
 */
public record StoredReceiver(int group, UUID postingId, @Nullable String userId, Channel channel, String address,
		@Nullable String firstName, @Nullable String lastName, String timeZone, String locale,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable QuietHours night,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String held) {

	/** Names are what people typed: whatever letter this becomes, they do no harm. */
	public StoredReceiver {
		firstName = PersonName.of(firstName);
		lastName = PersonName.of(lastName);
	}

	/** Somebody without wishes. */
	public StoredReceiver(int group, UUID postingId, @Nullable String userId, Channel channel, String address,
			@Nullable String firstName, @Nullable String lastName, String timeZone, String locale) {
		this(group, postingId, userId, channel, address, firstName, lastName, timeZone, locale, null, null);
	}

	public static StoredReceiver of(int group, UUID postingId, Receiver receiver, Channel channel, String timeZone) {
		// A number that nobody has confirmed may be a stranger's, whom nobody calls by
		// name.
		boolean named = channel.reach() == Reach.MAILBOX || receiver.isProven(channel);
		return new StoredReceiver(group, postingId, receiver.userId(), channel,
				Objects.requireNonNullElse(receiver.address(channel), ""), named ? receiver.firstName() : null,
				named ? receiver.lastName() : null, timeZone, receiver.locale());
	}

	/** Nobody in particular, to see what a letter in a language looks like. */
	public static StoredReceiver somebody(Channel channel, String language) {
		return new StoredReceiver(0, new UUID(0, 0), null, channel, "", "Ann", "Lee", "UTC", language);
	}

	public StoredReceiver wishing(@Nullable QuietHours own, @Nullable String wish) {
		return new StoredReceiver(this.group, this.postingId, this.userId, this.channel, this.address, this.firstName,
				this.lastName, this.timeZone, this.locale, own, wish);
	}

	StoredReceiver known(String where, @Nullable String first, @Nullable String last) {
		return new StoredReceiver(this.group, this.postingId, this.userId, this.channel, where, first, last,
				this.timeZone, this.locale, this.night, this.held);
	}

	/** First and last name as far as they are known, or null. */
	@Nullable String name() {
		if (this.firstName == null) {
			return this.lastName;
		}
		return (this.lastName != null) ? this.firstName + " " + this.lastName : this.firstName;
	}

	/** Of the address, where it is one of email, or null. */
	public @Nullable String domain() {
		return this.channel.reach().domain(this.address).orElse(null);
	}

	/** What is written down of somebody who is not told. */
	public MailingRow ended(JournalState state, String reason) {
		return MailingRow.ended(this.postingId, this.userId, this.channel.toString(), state, reason);
	}

	@Override
	public String toString() {
		return "StoredReceiver[" + this.postingId + "]";
	}

}
