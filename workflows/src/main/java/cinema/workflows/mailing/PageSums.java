package cinema.workflows.mailing;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import cinema.workflows.page.PageReport;
import cinema.workflows.page.PageTally;

/**
 * What all pages that have not ended come to: kept up to date page by page, since a
 * mailing may have twenty thousand of them and hears of each.
 */
final class PageSums {

	private final Map<String, Integer> skipped = new TreeMap<>();

	private final Map<Integer, ActivePage> inTrouble = new TreeMap<>();

	private int pages;

	private int inWindow;

	private int waiting;

	private int withLetters;

	private int unanswered;

	private int queued;

	private int held;

	private int delivered;

	private int failed;

	private int expired;

	private int unknown;

	private int cancelled;

	void plus(ActivePage page) {
		count(page, 1);
		if (page.last().tally().trouble() != null) {
			this.inTrouble.put(page.last().number(), page);
		}
	}

	void minus(ActivePage page) {
		count(page, -1);
		this.inTrouble.remove(page.last().number());
	}

	private void count(ActivePage page, int times) {
		this.pages += times;
		this.inWindow += page.hasLeftWindow() ? 0 : times;
		this.waiting += page.waitsForMoment() ? times : 0;
		this.withLetters += page.hasLetters() ? times : 0;
		this.unanswered += times * page.unanswered();
		this.queued += times * page.queued();
		count(page.last(), times);
	}

	private void count(PageReport last, int times) {
		PageTally tally = last.tally();
		this.held += times * last.held();
		this.delivered += times * tally.delivered();
		this.failed += times * tally.failed();
		this.expired += times * tally.expired();
		this.unknown += times * tally.unknown();
		this.cancelled += times * tally.cancelled();
		last.skipped().forEach((reason, count) -> this.skipped.merge(reason, times * count, Integer::sum));
		this.skipped.values().removeIf((count) -> count == 0);
	}

	/** Those that told of trouble last, the first page first. */
	Collection<ActivePage> inTrouble() {
		return this.inTrouble.values();
	}

	/** How many pages are being published. */
	int inWindow() {
		return this.inWindow;
	}

	/** Whether some page has a letter that is to be answered, or tried again. */
	boolean haveLetters() {
		return this.withLetters > 0;
	}

	/** Whether all of them wait for a moment that is to come. */
	boolean allWait() {
		return this.held > 0 && this.queued == 0 && this.waiting == this.pages;
	}

	int unanswered() {
		return this.unanswered;
	}

	int queued() {
		return this.queued;
	}

	int held() {
		return this.held;
	}

	MailingTotals with(MailingTotals ended) {
		Map<String, Integer> reasons = new TreeMap<>(ended.skipped());
		this.skipped.forEach((reason, count) -> reasons.merge(reason, count, Integer::sum));
		return new MailingTotals(ended.seen(), reasons, ended.delivered() + this.delivered,
				ended.failed() + this.failed, ended.expired() + this.expired, ended.unknown() + this.unknown,
				ended.cancelled() + this.cancelled);
	}

}
