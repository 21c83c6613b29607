package cinema.workflows.page;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How many letters of a page are where.
 *
 * @param queued on their way, not yet answered
 * @param retrying deferred or postponed, and to be tried again
 * @param failed refused for good, or impossible to make
 * @param unknown sent or not, nobody can tell; a mailing does not send them again
 * @param cancelled taken back in time
 * @param retryAt before which none of them may be tried again, or null
 * @param skipped who did not want to be told any more when his moment came, by reason
 * @param turn when the rate of the mailing lets some of them be tried again, or null
 * @param servedAt when the channel's server last dealt with one of them, or null
 * @param trouble what kept letters back since then that is ours, or null
 */
public record PageTally(int queued, int retrying, int delivered, int failed, int expired, int unknown, int cancelled,
		@Nullable Instant retryAt, Map<String, Integer> skipped, @Nullable Instant turn, @Nullable Instant servedAt,
		@Nullable Trouble trouble) {

	public static final PageTally NONE = new PageTally(0, 0, 0, 0, 0, 0, 0, null, Map.of(), null, null, null);

	/** Without {@code skipped} are the histories of earlier versions. */
	public PageTally {
		skipped = Objects.requireNonNullElse(skipped, Map.of());
	}

	/** Whether nothing more will come of what was published so far. */
	boolean isSettled() {
		return this.queued == 0 && this.retrying == 0;
	}

	/** How many nothing more comes of, those included who did not want to be told. */
	public int decided() {
		return this.delivered + this.failed + this.expired + this.unknown + this.cancelled
				+ this.skipped.values().stream().mapToInt(Integer::intValue).sum();
	}

	PageTally published(int letters) {
		return new PageTally(this.queued + letters, this.retrying, this.delivered, this.failed, this.expired,
				this.unknown, this.cancelled, this.retryAt, this.skipped, this.turn, this.servedAt, this.trouble);
	}

}
