package cinema.workflows.plan;

import java.time.Duration;

/**
 * How long to wait before asking again.
 *
 * @param receiptTimeout the first wait for a receipt; each further one is twice as long
 * @param maxReceiptTimeout the longest wait for a receipt
 * @param deferredGap the first wait after a deferred attempt; each further one is twice
 * as long
 * @param maxDeferredGap the longest wait after a deferred attempt
 */
public record Patience(Duration receiptTimeout, Duration maxReceiptTimeout, Duration deferredGap,
		Duration maxDeferredGap) {

	/**
	 * The wait for the receipt of a posting that was dispatched this many times already
	 * without an answer.
	 */
	public Duration forReceipt(int unanswered) {
		return doubled(this.receiptTimeout, unanswered, this.maxReceiptTimeout);
	}

	/** The wait after this many deferred attempts in a row, counted from 1. */
	public Duration afterDeferred(int deferred) {
		return doubled(this.deferredGap, deferred - 1, this.maxDeferredGap);
	}

	private static Duration doubled(Duration first, int times, Duration most) {
		Duration wait = first;
		for (int i = 0; i < times && wait.compareTo(most) < 0; i++) {
			wait = wait.multipliedBy(2);
		}
		return (wait.compareTo(most) < 0) ? wait : most;
	}

}
