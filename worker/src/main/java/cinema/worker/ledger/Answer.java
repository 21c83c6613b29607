package cinema.worker.ledger;

import cinema.workflows.contract.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * A receipt that waits to be published.
 *
 * @param replyTo the queue of whoever asked last, or null
 * @param channel by which the posting went
 * @param traceparent the trace of the attempt, or null
 */
public record Answer(Receipt receipt, @Nullable String replyTo, @Nullable String channel,
		@Nullable String traceparent) {

	public Answer(Receipt receipt, @Nullable String replyTo) {
		this(receipt, replyTo, null, null);
	}

}
