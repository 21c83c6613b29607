package cinema.orchestrator.mailing;

import java.time.Duration;

import cinema.workflows.mailing.MailingProgress;
import org.jspecify.annotations.Nullable;

/**
 * Where the receivers of a mailing are, in numbers that add up to those who were read.
 *
 * @param seen receivers that were read
 * @param skipped not told, for reasons of their own
 * @param unexplained in none of the others; anything but 0 is a fault of ours
 */
public record MailingNumbers(long seen, long delivered, long queued, long held, long skipped, long failed, long expired,
		long unknown, long cancelled, long unexplained) {

	public static MailingNumbers of(MailingProgress of) {
		long skipped = of.skipped().values().stream().mapToLong(Integer::longValue).sum();
		long explained = skipped + of.delivered() + of.queued() + of.held() + of.failed() + of.expired() + of.unknown()
				+ of.cancelled();
		return new MailingNumbers(of.seen(), of.delivered(), of.queued(), of.held(), skipped, of.failed(), of.expired(),
				of.unknown(), of.cancelled(), of.seen() - explained);
	}

	/** Whose letter has come to an end. */
	public long ended() {
		return this.delivered + this.failed + this.expired + this.unknown + this.cancelled;
	}

	/** Who has an outcome, also without a letter. */
	public long decided() {
		return ended() + this.skipped;
	}

	/**
	 * How long it takes at this pace, held ones left aside; null when nobody can tell.
	 */
	public @Nullable Duration left(@Nullable Double pace) {
		return (pace == null || pace <= 0 || this.queued == 0) ? null
				: Duration.ofSeconds(Math.round(this.queued / pace));
	}

}
