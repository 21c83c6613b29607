package cinema.orchestrator.journal;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A letter of a mailing's page as the journal has it.
 *
 * @param workflowId whose letter it is
 * @param posting the JSON as it was published last, or null when it never was
 * @param ours whether it was put off for trouble that is ours
 */
public record OpenLetter(UUID id, String workflowId, JournalState state, int attempt, @Nullable String posting,
		@Nullable Instant retryAt, boolean ours) {

	/** Whether it was published and nobody has answered. */
	public boolean isWithWorker() {
		return this.state == JournalState.DISPATCHED;
	}

	/**
	 * Whether its next attempt was given a moment already; a postponed one has the
	 * receiver's, and one of our trouble the mail server's.
	 */
	public boolean hasHadTurn() {
		return this.state == JournalState.DEFERRED && this.retryAt != null && !this.ours;
	}

	/** Whether another attempt of it may be published. */
	public boolean isDueAt(Instant now) {
		return this.retryAt == null || !this.retryAt.isAfter(now);
	}

}
