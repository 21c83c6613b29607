package cinema.orchestrator.collected;

import java.time.Instant;

/**
 * What is collected and part of no letter.
 *
 * @param since when the oldest of it was collected
 * @param due when it is to be part of a letter, as far as was known last
 * @param free when nothing held the first of it back any more, as a night does
 */
public record OpenItems(Instant since, Instant due, Instant free) {

	/** Whether a moment was waited for that has come. */
	public boolean waitedUntil(Instant now) {
		return this.due.isAfter(this.since) && !this.due.isAfter(now);
	}

}
