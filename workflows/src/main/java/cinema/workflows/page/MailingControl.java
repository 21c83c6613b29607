package cinema.workflows.page;

import org.jspecify.annotations.Nullable;

/**
 * What staff decided for a running mailing, and whether it has paused itself.
 *
 * @param cancelled why it was cancelled, or null
 * @param rate letters per second, 0 for as many as possible
 * @param paused by staff, whatever the mailing does by itself
 * @param pausedBy who paused it, or null when nobody did or nobody knows
 * @param trouble why it has paused itself, or null when it has not
 */
public record MailingControl(boolean paused, @Nullable String cancelled, double rate, @Nullable String pausedBy,
		@Nullable Trouble trouble) {

	public static MailingControl at(double rate) {
		return new MailingControl(false, null, rate, null, null);
	}

	/** Whether nothing more is published. */
	public boolean stops() {
		return waits() || this.cancelled != null;
	}

	/** Whether it is paused, by staff or by itself. */
	public boolean waits() {
		return this.paused || this.trouble != null;
	}

	public MailingControl pausedBy(@Nullable String by) {
		return new MailingControl(true, this.cancelled, this.rate, by, this.trouble);
	}

	/** Staff know better, also than a mailing that has paused itself. */
	public MailingControl resumed() {
		return new MailingControl(false, this.cancelled, this.rate, null, null);
	}

	public MailingControl cancelled(String reason) {
		return new MailingControl(this.paused, reason, this.rate, this.pausedBy, this.trouble);
	}

	public MailingControl rated(double letters) {
		return new MailingControl(this.paused, this.cancelled, letters, this.pausedBy, this.trouble);
	}

	/** Paused by itself, or, where there is no trouble any more, no longer so. */
	public MailingControl troubled(@Nullable Trouble ours) {
		return new MailingControl(this.paused, this.cancelled, this.rate, this.pausedBy, ours);
	}

	/** Why it does not go on, or null when it does. */
	public @Nullable String state() {
		if (this.cancelled != null) {
			return this.cancelled;
		}
		String ours = (this.trouble != null) ? "trouble of ours: " + this.trouble.reason() : null;
		if (this.paused) {
			return "paused" + ((this.pausedBy != null) ? " by " + this.pausedBy : "")
					+ ((ours != null) ? "; " + ours : "");
		}
		return (ours != null) ? "paused by itself, " + ours : null;
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
