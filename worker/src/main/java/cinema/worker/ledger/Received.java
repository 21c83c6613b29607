package cinema.worker.ledger;

import java.time.Instant;

import cinema.platform.trace.LogIds;
import cinema.workflows.contract.Posting;
import org.jspecify.annotations.Nullable;

/**
 * A posting as its message brought it, perhaps not for the first time.
 *
 * @param replyTo the queue that waits for its receipt, or null
 * @param occurredAt when its event happened, for the figures; null when nobody said
 * @param traceparent the trace that this attempt belongs to, or null
 */
public record Received(Posting posting, @Nullable String replyTo, @Nullable Instant occurredAt,
		@Nullable String traceparent) {

	/** The same, as a part of a trace. */
	public Received within(@Nullable String trace) {
		return new Received(this.posting, this.replyTo, this.occurredAt, trace);
	}

	/** Puts its ids on the lines of the log. */
	public void mark(LogIds ids) {
		ids.with("workflowId", this.posting.workflowId())
			.with("eventId", this.posting.eventId())
			.with("postingId", this.posting.id());
	}

}
