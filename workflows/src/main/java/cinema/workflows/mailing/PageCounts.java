package cinema.workflows.mailing;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageReport;
import cinema.workflows.page.Trouble;
import org.jspecify.annotations.Nullable;

/** What a mailing knows of its pages. */
final class PageCounts {

	private final Map<Integer, ActivePage> active = new TreeMap<>();

	private final PageSums sums = new PageSums();

	private MailingTotals totals;

	private String state = "planned";

	private @Nullable String end;

	private @Nullable String failure;

	private @Nullable Instant servedAt;

	PageCounts(@Nullable MailingRun continued) {
		this.totals = (continued != null) ? continued.totals() : MailingTotals.NONE;
		if (continued != null) {
			continued.open().values().forEach(this::keep);
			this.state = "is being sent";
		}
	}

	/** Whether the page has anybody to tell. */
	boolean opened(int number, OpenedPage page) {
		this.totals = this.totals.plus(page);
		if (page.groups().isEmpty()) {
			return false;
		}
		keep(ActivePage.of(number, page));
		return true;
	}

	private void keep(ActivePage page) {
		forget(page.last().number());
		this.active.put(page.last().number(), page);
		this.sums.plus(page);
	}

	private void forget(int number) {
		ActivePage known = this.active.remove(number);
		if (known != null) {
			this.sums.minus(known);
		}
	}

	/** What a page that has ended repeats is not counted again. */
	void reported(PageReport report) {
		ActivePage page = this.active.get(report.number());
		if (page == null) {
			return;
		}
		if (report.tally().servedAt() != null) {
			served(report.tally().servedAt());
		}
		if (report.failure() != null && this.failure == null) {
			this.failure = report.failure();
		}
		if (report.ended()) {
			forget(report.number());
			this.totals = this.totals.plus(report);
		}
		else {
			keep(page.reported(report));
		}
	}

	private void served(Instant at) {
		this.servedAt = (this.servedAt == null || at.isAfter(this.servedAt)) ? at : this.servedAt;
	}

	/**
	 * What kept letters back since the channel's server last dealt with one, or null when
	 * nothing did that is ours.
	 */
	@Nullable Trouble trouble() {
		return this.sums.inTrouble()
			.stream()
			.map((page) -> page.last().tally().trouble())
			.filter(Objects::nonNull)
			.filter((trouble) -> !hasPassed(trouble))
			.reduce(Trouble::and)
			.orElse(null);
	}

	/** Whether a letter was dealt with since. */
	boolean hasPassed(Trouble trouble) {
		return this.servedAt != null && this.servedAt.isAfter(trouble.at());
	}

	/** Whether there is a letter by which one could see that trouble has passed. */
	boolean haveLetters() {
		return this.sums.haveLetters();
	}

	/** What was known of trouble counts no more. */
	void forgetTrouble() {
		Trouble known = trouble();
		if (known != null) {
			served(known.at().plusMillis(1));
		}
	}

	void become(String state) {
		this.state = state;
	}

	/** It has ended so, whatever staff say. */
	void end(String how) {
		this.end = how;
	}

	/** How many pages are being published. */
	int inWindow() {
		return this.sums.inWindow();
	}

	/** How many letters are on their way through the worker. */
	int unanswered() {
		return this.sums.unanswered();
	}

	/** Those first that have letters on their way. */
	PageSet byUrgency() {
		return PageSet.of(this.active.values()
			.stream()
			.sorted(Comparator.comparing(ActivePage::waitsForMoment))
			.map((page) -> page.last().number())
			.toList());
	}

	boolean hasEnded() {
		return this.active.isEmpty();
	}

	@Nullable String failure() {
		return this.failure;
	}

	Map<Integer, ActivePage> active() {
		return this.active;
	}

	MailingTotals totals() {
		return this.totals;
	}

	MailingProgress progress(int pages, MailingControl control) {
		MailingTotals all = this.sums.with(this.totals);
		return new MailingProgress(state(control), pages, all.seen(), all.skipped(), this.sums.held(),
				this.sums.queued(), all.delivered(), all.failed(), all.expired(), all.unknown(), all.cancelled(),
				control.waits(), control.rate());
	}

	/** The end first, then what staff decided, then what it does by itself. */
	private String state(MailingControl control) {
		if (this.end != null) {
			return this.end;
		}
		String decided = control.state();
		if (decided != null) {
			return decided;
		}
		return this.sums.allWait() ? "waits for its receivers' hour" : this.state;
	}

}
