package cinema.workflows.mailing;

import cinema.workflows.page.PageGroup;
import cinema.workflows.page.PageReport;
import cinema.workflows.page.PageTally;

/**
 * A page that has not ended.
 *
 * @param receivers how many it is to tell
 * @param last the last that was heard of it, or the state at its start
 */
public record ActivePage(int receivers, PageReport last) {

	static ActivePage of(int number, OpenedPage page) {
		int receivers = page.groups().stream().mapToInt(PageGroup::count).sum();
		return new ActivePage(receivers, new PageReport(number, false, 0, 0, PageTally.NONE, null));
	}

	ActivePage reported(PageReport report) {
		return new ActivePage(this.receivers, report);
	}

	/** Whether it only waits for a moment, and needs no place in the window. */
	boolean isHeld() {
		return this.last.held() > 0;
	}

	/** Those who have no outcome yet and do not wait for a moment. */
	int queued() {
		PageTally tally = this.last.tally();
		return this.receivers - this.last.held() - this.last.duplicates() - tally.delivered() - tally.failed()
				- tally.expired() - tally.unknown() - tally.cancelled()
				- tally.skipped().values().stream().mapToInt(Integer::intValue).sum();
	}

}
