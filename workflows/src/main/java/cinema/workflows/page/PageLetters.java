package cinema.workflows.page;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import cinema.workflows.TaskQueues;
import cinema.workflows.durable.Calls;
import cinema.workflows.durable.Timers;
import cinema.workflows.page.PageGroups.Waiting;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** The letters of one page: publishes them, asks for them, takes them back. */
final class PageLetters {

	/** So long a page waits for the word of staff of which the database knows already. */
	private static final Duration STOPPED = Duration.ofSeconds(30);

	private final String id = Workflow.getInfo().getWorkflowId();

	private final PageTask page;

	private final Timers timers;

	private final PageGroups groups;

	private final PageTimers questions;

	private PageTally tally = PageTally.NONE;

	private Instant deadline = Instant.EPOCH;

	private int duplicates;

	private boolean settled;

	/** Whether a count that finds nothing on its way makes up for word of it. */
	private boolean trustsCounts;

	private @Nullable String failure;

	PageLetters(PageTask page, Timers timers) {
		this.page = page;
		this.timers = timers;
		this.groups = new PageGroups(page.groups());
		this.questions = new PageTimers(page.patience());
	}

	PageGroups groups() {
		return this.groups;
	}

	PageTimers questions() {
		return this.questions;
	}

	/** Earlier versions counted once more. */
	void trustCounts() {
		this.trustsCounts = true;
	}

	/** Nothing that was published is on its way any more; it is to be counted. */
	void settle() {
		this.settled = true;
	}

	boolean isSettled() {
		return this.settled;
	}

	/** Whether nothing more comes of what was published so far, as far as it is known. */
	boolean areAnswered() {
		return this.tally.isSettled() && !this.settled;
	}

	/** Why none of them can be sent any more, or null. */
	@Nullable String failure() {
		return this.failure;
	}

	void dispatch(Waiting first, Supplier<Boolean> stopped) {
		try {
			PageDispatched dispatched = Calls
				.heartbeating(PageActivities.class, TaskQueues.PAGES,
						"dispatch " + first.group().count() + " letters of page " + this.page.number())
				.dispatch(new PageDispatch(this.page.mailingId(), this.id, first.place(), first.done(), first.turn()));
			dispatched(first, dispatched);
			if (!dispatched.complete() && dispatched.turn() == null && !stopped.get()) {
				// What stopped it is on its way here as a signal.
				this.timers.await(Timers.now().plus(STOPPED), "stopped by staff", stopped);
			}
		}
		catch (ActivityFailure hopeless) {
			this.failure = Calls.reason(hopeless);
		}
	}

	private void dispatched(Waiting first, PageDispatched dispatched) {
		Instant last = first.group().deadline();
		this.groups.moved(dispatched);
		this.duplicates += dispatched.duplicates();
		this.deadline = last.isAfter(this.deadline) ? last : this.deadline;
		this.tally = this.tally.published(dispatched.published());
		this.questions.published(Timers.now(), this.deadline);
		if (dispatched.published() > 0) {
			this.questions.begun(Timers.now());
		}
		if (dispatched.tally() != null) {
			heard(dispatched.tally());
		}
		else {
			// Where nothing was published for somebody, no receipt tells of him.
			this.settled |= dispatched.published() < dispatched.until() - first.done();
		}
	}

	void count() {
		this.settled = false;
		heard(Calls.ask(PageActivities.class, "tally", (activities) -> activities.tally(this.id)));
	}

	void ask(boolean forAnswers) {
		this.questions.asked(forAnswers);
		PageTally asked = Calls
			.heartbeating(PageActivities.class, TaskQueues.PAGES,
					forAnswers ? "ask for missing receipts" : "try again what was deferred")
			.again(this.id, forAnswers);
		this.questions.published(Timers.now(), this.deadline);
		heard(asked);
	}

	void takeBack(String reason) {
		heard(Calls.heartbeating(PageActivities.class, TaskQueues.PAGES, "take back what is not sent")
			.withdraw(new PageWithdrawal(this.page.mailingId(), this.id,
					this.groups.takeAll(this.page.mailingId(), this.id), reason)));
	}

	private void heard(PageTally heard) {
		this.tally = heard;
		this.settled &= !(this.trustsCounts && heard.queued() == 0);
		this.questions.heard(heard, Timers.now(), this.deadline);
	}

	/** Whether all that may go at this moment is published. */
	boolean arePublished(Instant now) {
		Waiting first = this.groups.first();
		return first == null || first.group().at().isAfter(now);
	}

	/** When what waits becomes worthless. */
	Instant deadline() {
		Waiting first = this.groups.first();
		return (first != null) ? first.group().deadline() : this.deadline;
	}

	PageReport report(boolean ended) {
		Instant now = Timers.now();
		return new PageReport(this.page.number(), ended, this.groups.held(now), this.duplicates, this.tally,
				this.failure, !ended && arePublished(now));
	}

	/** Whether its mailing has to hear that, since it was told something else. */
	boolean isNews(PageReport report, @Nullable PageReport told, boolean pausedItself) {
		boolean isInTrouble = this.tally.trouble() != null;
		boolean wasInTrouble = told != null && told.tally().trouble() != null;
		boolean isKnown = pausedItself && told != null && (isInTrouble || this.tally.queued() > 0)
				&& told.tally().decided() == this.tally.decided();
		return !isKnown && !report.equals(told) && (report.published() || isInTrouble || wasInTrouble);
	}

}
