package cinema.worker.ledger;

import cinema.workflows.contract.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * A receipt that waits to be published.
 *
 * @param replyTo the queue of whoever asked last, or null
 */
public record Answer(Receipt receipt, @Nullable String replyTo) {
}
