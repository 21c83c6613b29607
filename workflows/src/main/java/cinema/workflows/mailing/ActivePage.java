package cinema.workflows.mailing;

import java.util.List;
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
	static ActivePage unpacked(List<Integer> packed, Map<String, Integer> skipped) {
		PageTally tally = new PageTally(at(packed, 5), at(packed, 6), at(packed, 7), at(packed, 8), at(packed, 9),
				at(packed, 10), at(packed, 11), null, skipped, null, null, null);
		return new ActivePage(at(packed, 1),
				new PageReport(at(packed, 0), false, at(packed, 3), at(packed, 4), tally, null, at(packed, 2) == 1));
	}

	private static int at(List<Integer> packed, int place) {
		return (place < packed.size()) ? packed.get(place) : 0;
	}

	/** Its numbers, since twenty thousand pages have to fit into two megabytes. */
	List<Integer> packed() {
		PageTally tally = this.last.tally();
		List<Integer> all = List.of(this.last.number(), this.receivers, this.last.published() ? 1 : 0, this.last.held(),
				this.last.duplicates(), tally.queued(), tally.retrying(), tally.delivered(), tally.failed(),
				tally.expired(), tally.unknown(), tally.cancelled());
		int used = all.size();
		while (all.get(used - 1) == 0) {
			used--;
		}
		return all.subList(0, used);
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

	/** Whether something was published that is to be answered, or tried again. */
	boolean hasLetters() {
		return this.last.tally().queued() + this.last.tally().retrying() > 0;
	}

	/** Those who have no outcome yet and do not wait for a moment. */
	int queued() {
		return this.receivers - this.last.held() - this.last.duplicates() - this.last.tally().decided();
	}

	/** Those of whom the worker has not said anything yet. */
	int unanswered() {
		return queued() - this.last.tally().retrying();
	}

}
