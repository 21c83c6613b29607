package cinema.orchestrator.page;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingJournal;
import cinema.workflows.page.PageTally;

import org.springframework.stereotype.Component;

/** Counts by the journal where letters of mailings are. */
@Component
public class PageTallies {

	private final MailingJournal journal;

	PageTallies(MailingJournal journal) {
		this.journal = journal;
	}

	/** How many letters of a page are where; duplicates left aside. */
	PageTally of(String pageId) {
		Map<JournalState, Integer> counts = this.journal.count(pageId);
		PageTally sums = of(counts,
				counts.containsKey(JournalState.SUPPRESSED) ? this.journal.skipped(pageId) : Map.of());
		boolean isDeferred = counts.containsKey(JournalState.DEFERRED);
		Instant servedAt = this.journal.servedAt(pageId);
		return new PageTally(sums.queued(), sums.retrying(), sums.delivered(), sums.failed(), sums.expired(),
				sums.unknown(), sums.cancelled(), (sums.retrying() > 0) ? this.journal.retryAt(pageId) : null,
				sums.skipped(), (sums.retrying() > 0) ? this.journal.turn(pageId) : null, servedAt,
				isDeferred ? this.journal.trouble(pageId, servedAt) : null);
	}

	/** What states of the journal count as. */
	public static PageTally of(Map<JournalState, Integer> counts, Map<String, Integer> skipped) {
		return new PageTally(sum(counts, JournalState.DISPATCHED),
				sum(counts, JournalState.DEFERRED, JournalState.POSTPONED), sum(counts, JournalState.DELIVERED),
				sum(counts, JournalState.REJECTED, JournalState.FAILED), sum(counts, JournalState.EXPIRED),
				sum(counts, JournalState.UNKNOWN), sum(counts, JournalState.WITHDRAWN, JournalState.CANCELLED), null,
				skipped, null, null, null);
	}

	private static int sum(Map<JournalState, Integer> counts, JournalState... states) {
		return Stream.of(states).mapToInt((state) -> counts.getOrDefault(state, 0)).sum();
	}

}
