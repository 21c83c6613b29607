package cinema.workflows.dispatch;

import java.time.Instant;

import cinema.workflows.contract.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * What is known when a dispatch returns.
 *
 * @param receipt what the worker reported within the wait, or null: then it comes by
 * signal
 * @param suppressed why nothing was published (the receiver is gone or wants no such
 * letter), or null
 * @param noPlace when there is a place for it among the letters of its class, or null
 * where there is one now; then nothing was published
 * @param closed whether that is about this channel's address alone, and another one may
 * do; histories of before have it not
 * @param whole whether it is about the whole notice, of which nothing is sent by any
 * other step either; null is no
 */
public record Dispatched(@Nullable Receipt receipt, @Nullable String suppressed, @Nullable NoPlace noPlace,
		boolean closed, @Nullable Boolean whole) {

	public static final Dispatched PUBLISHED = new Dispatched(null, null, null, false, null);

	public static Dispatched answered(Receipt receipt) {
		return new Dispatched(receipt, null, null, false, null);
	}

	public static Dispatched suppressed(String reason) {
		return new Dispatched(null, reason, null, false, null);
	}

	/** Not by this channel: its address takes no letters. */
	public static Dispatched closed(String reason) {
		return new Dispatched(null, reason, null, true, null);
	}

	/** Not by this channel and not by any other. */
	public static Dispatched never(String reason) {
		return new Dispatched(null, reason, null, false, true);
	}

	/** The receiver has as many letters of the class as they may have for now. */
	public static Dispatched later(Instant until, String reason) {
		return new Dispatched(null, null, new NoPlace(until, reason, null), false, null);
	}

	/** The same, and it is told in the receiver's digest. */
	public static Dispatched folded(Instant until, String reason) {
		return new Dispatched(null, null, new NoPlace(until, reason, true), false, null);
	}

	/** Whether nothing of the whole notice is to be sent. */
	public boolean endsNotice() {
		return Boolean.TRUE.equals(this.whole);
	}

	/**
	 * A cap that is reached.
	 *
	 * @param until when a place is free
	 * @param reason which cap, in plain words; of what is folded, until when it is
	 * collected
	 * @param folded whether it is part of a digest now, and never told by itself; null is
	 * no
	 */
	public record NoPlace(Instant until, String reason, @Nullable Boolean folded) {

		/** Whether it is part of a digest now. */
		public boolean wasFolded() {
			return Boolean.TRUE.equals(this.folded);
		}

	}

}
