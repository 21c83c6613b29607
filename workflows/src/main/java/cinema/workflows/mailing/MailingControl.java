package cinema.workflows.mailing;

import org.jspecify.annotations.Nullable;

/**
 * What staff decided for a running mailing.
 *
 * @param cancelled why it was cancelled, or null
 * @param rate letters per second, 0 for as many as possible
 */
public record MailingControl(boolean paused, @Nullable String cancelled, double rate) {

	boolean isStopped() {
		return this.paused || this.cancelled != null;
	}

	MailingControl paused(boolean pause) {
		return new MailingControl(pause, this.cancelled, this.rate);
	}

	MailingControl cancelled(String reason) {
		return new MailingControl(this.paused, reason, this.rate);
	}

	MailingControl rated(double letters) {
		return new MailingControl(this.paused, this.cancelled, letters);
	}

	/**
	 * @throws IllegalArgumentException when that is no reason that people could read
	 */
	static void checkReason(String reason) {
		if (reason.isBlank() || reason.length() > 200) {
			throw new IllegalArgumentException("reason: 1 to 200 characters are needed");
		}
	}

	/**
	 * @throws IllegalArgumentException when no mailing can go at that rate
	 */
	static void checkRate(double letters) {
		if (!(letters >= 0 && letters <= 100_000)) {
			throw new IllegalArgumentException("rate: has to be 0 to 100000 letters per second");
		}
	}

}
