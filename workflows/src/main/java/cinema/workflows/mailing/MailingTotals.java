package cinema.workflows.mailing;

import java.util.Map;
import java.util.TreeMap;

import cinema.workflows.page.PageReport;
import cinema.workflows.page.PageTally;

/**
 * What became of receivers whose pages have ended, and of those who were skipped.
 *
 * @param skipped not told, by reason
 */
public record MailingTotals(int seen, Map<String, Integer> skipped, int delivered, int failed, int expired, int unknown,
		int cancelled) {

	static final MailingTotals NONE = new MailingTotals(0, Map.of(), 0, 0, 0, 0, 0);

	MailingTotals plus(OpenedPage page) {
		Map<String, Integer> all = new TreeMap<>(this.skipped);
		page.skipped().forEach((reason, count) -> all.merge(reason, count, Integer::sum));
		return new MailingTotals(this.seen + page.seen(), all, this.delivered, this.failed,
				this.expired + page.expired(), this.unknown, this.cancelled);
	}

	MailingTotals plus(PageReport report) {
		PageTally tally = report.tally();
		Map<String, Integer> all = new TreeMap<>(this.skipped);
		report.skipped().forEach((reason, count) -> all.merge(reason, count, Integer::sum));
		return new MailingTotals(this.seen, all, this.delivered + tally.delivered(), this.failed + tally.failed(),
				this.expired + tally.expired(), this.unknown + tally.unknown(), this.cancelled + tally.cancelled());
	}

}
