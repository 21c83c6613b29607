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
 * @param closed whether that is about this channel's address alone, and another one may
 * do; histories of before have it not
 */
public record Dispatched(@Nullable Receipt receipt, @Nullable String suppressed, boolean closed) {

	public static final Dispatched PUBLISHED = new Dispatched(null, null, false);

	public static Dispatched answered(Receipt receipt) {
		return new Dispatched(receipt, null, false);
	}

	public static Dispatched suppressed(String reason) {
		return new Dispatched(null, reason, false);
	}

	/** Not by this channel: its address takes no letters. */
	public static Dispatched closed(String reason) {
		return new Dispatched(null, reason, true);
	}

}
