package cinema.worker.ledger;

import cinema.workflows.contract.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * A receipt that waits to be published.
 *
 * @param replyTo the queue of whoever asked last, or null
 * @param channel by which the posting went
 * @param traceparent the trace of the attempt, or null
 * @param isBulk whether it is one of a mailing's, and nobody waits for it alone
 */
public record Answer(Receipt receipt, @Nullable String replyTo, @Nullable String channel, @Nullable String traceparent,
		boolean isBulk) {
}
