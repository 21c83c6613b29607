package cinema.workflows.dispatch;

import cinema.workflows.contract.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * What is known when a dispatch returns.
 *
 * @param receipt what the worker reported within the wait, or null: then it comes by
 * signal
 * @param suppressed why nothing was published (the receiver is gone or wants no such
 * letter), or null
 */
public record Dispatched(@Nullable Receipt receipt, @Nullable String suppressed) {

	public static final Dispatched PUBLISHED = new Dispatched(null, null);

	public static Dispatched answered(Receipt receipt) {
		return new Dispatched(receipt, null);
	}

	public static Dispatched suppressed(String reason) {
		return new Dispatched(null, reason);
	}

}
