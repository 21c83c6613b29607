package cinema.worker.ledger;

import cinema.workflows.contract.Posting;
import org.jspecify.annotations.Nullable;

/**
 * A posting as it came from the queue, perhaps not for the first time.
 *
 * @param replyTo the queue of whoever asks, or null
 * @param traceparent the trace of this attempt, or null
 */
public record Copy(Posting posting, @Nullable String replyTo, @Nullable String traceparent) {
}
