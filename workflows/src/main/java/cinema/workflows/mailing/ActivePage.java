package cinema.workflows.mailing;

import java.util.Arrays;
import java.util.Map;

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
		return new ActivePage(receivers, new PageReport(number, false, 0, 0, PageTally.NONE, null, false));
	}

	/** The page of which {@link #packed} were the numbers. */
	static ActivePage unpacked(int[] packed, Map<String, Integer> skipped) {
		int[] all = Arrays.copyOf(packed, 12);
		PageTally tally = new PageTally(all[5], all[6], all[7], all[8], all[9], all[10], all[11], null, skipped, null);
		return new ActivePage(all[1], new PageReport(all[0], false, all[3], all[4], tally, null, all[2] == 1));
	}

	/** Its numbers, since twenty thousand pages have to fit into two megabytes. */
	int[] packed() {
		PageTally tally = this.last.tally();
		int[] all = { this.last.number(), this.receivers, this.last.published() ? 1 : 0, this.last.held(),
				this.last.duplicates(), tally.queued(), tally.retrying(), tally.delivered(), tally.failed(),
				tally.expired(), tally.unknown(), tally.cancelled() };
		int used = all.length;
		while (all[used - 1] == 0) {
			used--;
		}
		return Arrays.copyOf(all, used);
	}

	ActivePage reported(PageReport report) {
		return new ActivePage(this.receivers, report);
	}

	/**
	 * Whether it needs no place in the window: it is published, or waits for a moment.
	 */
	boolean hasLeftWindow() {
		return this.last.published() || waitsForMoment();
	}

	boolean waitsForMoment() {
		return this.last.held() > 0;
	}

	/** Those who have no outcome yet and do not wait for a moment. */
	int queued() {
		PageTally tally = this.last.tally();
		return this.receivers - this.last.held() - this.last.duplicates() - tally.delivered() - tally.failed()
				- tally.expired() - tally.unknown() - tally.cancelled()
				- tally.skipped().values().stream().mapToInt(Integer::intValue).sum();
	}

	/** Those of whom the worker has not said anything yet. */
	int unanswered() {
		return queued() - this.last.tally().retrying();
	}

}
