package cinema.workflows.page;

import org.jspecify.annotations.Nullable;

/**
 * What staff decided for a running mailing.
 *
 * @param cancelled why it was cancelled, or null
 * @param rate letters per second, 0 for as many as possible
 * @param pausedBy who paused it, or null when nobody did or nobody knows
 */
public record MailingControl(boolean paused, @Nullable String cancelled, double rate, @Nullable String pausedBy) {

	public boolean stops() {
		return this.paused || this.cancelled != null;
	}

	public MailingControl pausedBy(@Nullable String by) {
		return new MailingControl(true, this.cancelled, this.rate, by);
	}

	public MailingControl resumed() {
		return new MailingControl(false, this.cancelled, this.rate, null);
	}

	public MailingControl cancelled(String reason) {
		return new MailingControl(this.paused, reason, this.rate, this.pausedBy);
	}

	public MailingControl rated(double letters) {
		return new MailingControl(this.paused, this.cancelled, letters, this.pausedBy);
	}

	/** In which state staff have put it, or null when they let it go. */
	public @Nullable String state() {
		if (this.cancelled != null) {
			return this.cancelled;
		}
		return this.paused ? "paused" + ((this.pausedBy != null) ? " by " + this.pausedBy : "") : null;
	}

	/**
	 * @throws IllegalArgumentException when no mailing can go at that rate
	 */
	public static void checkRate(double letters) {
		if (!(letters >= 0 && letters <= 100_000)) {
			throw new IllegalArgumentException("rate: has to be 0 to 100000 letters per second");
		}
	}

}
