package cinema.worker.delivery;

import java.time.Instant;

import cinema.platform.trace.LogIds;
import cinema.workflows.contract.Posting;
import org.jspecify.annotations.Nullable;

/**
 * A posting as its message brought it.
 *
 * @param replyTo the queue that waits for its receipt, or null
 * @param occurredAt when its event happened, for the figures; null when nobody said
 * @param traceparent the trace that it belongs to, or null
 */
record Received(Posting posting, @Nullable String replyTo, @Nullable Instant occurredAt, @Nullable String traceparent) {

	/** Puts its ids on the lines of the log. */
	void mark(LogIds ids) {
		ids.with("workflowId", this.posting.workflowId())
			.with("eventId", this.posting.eventId())
			.with("postingId", this.posting.id());
	}

}
