package cinema.orchestrator.journal;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One receiver of a mailing as the journal keeps him.
 *
 * @param posting the JSON that is published, or null when nothing is
 * @param reason why nothing is published, or null
 * @param domain of the address, or null where there is none
 * @param timeZone the receiver's, or null where nobody has read it
 * @param deadline from then on it is worth nothing to them, or null where nobody has said
 * @param hold the wait for their hour, or null when there was none
 */
public record MailingRow(UUID id, @Nullable String userId, String channel, @Nullable String posting, JournalState state,
		@Nullable String reason, @Nullable String domain, @Nullable String timeZone, @Nullable Instant deadline,
		@Nullable JournalHold hold) {

	public static MailingRow dispatched(UUID id, @Nullable String userId, String channel, String posting,
			@Nullable String domain) {
		return new MailingRow(id, userId, channel, posting, JournalState.DISPATCHED, null, domain, null, null, null);
	}

	/** Somebody who is not told. */
	public static MailingRow ended(UUID id, @Nullable String userId, String channel, JournalState state,
			String reason) {
		return new MailingRow(id, userId, channel, null, state, reason, null, null, null, null);
	}

	/** Made already, and published when the wait that is noted with it is over. */
	public MailingRow waiting(JournalHold wait) {
		return new MailingRow(this.id, this.userId, this.channel, this.posting, JournalState.POSTPONED, wait.reason(),
				this.domain, this.timeZone, this.deadline, wait);
	}

	/** When it is to be published, if not now. */
	@Nullable Instant retryAt() {
		return (this.state == JournalState.POSTPONED && this.hold != null) ? this.hold.until() : null;
	}

	/** With what is to be told of it later. */
	public MailingRow with(String zone, Instant last, @Nullable JournalHold wait) {
		return new MailingRow(this.id, this.userId, this.channel, this.posting, this.state, this.reason, this.domain,
				zone, last, wait);
	}

}
