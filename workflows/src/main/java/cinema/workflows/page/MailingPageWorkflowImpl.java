package cinema.workflows.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import cinema.workflows.SearchAttributes;
import cinema.workflows.durable.CancelButton;
import cinema.workflows.durable.HeldUntil;
import cinema.workflows.durable.Timers;
import cinema.workflows.page.PageGroups.Waiting;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the groups of one page at their moments, and asks for what has no outcome
 * until everything has one.
 */
public final class MailingPageWorkflowImpl implements MailingPageWorkflow {

	/**
	 * A mailing may be away for a moment: between two of its runs, or until it is reset.
	 */
	private static final List<Duration> TELL_AGAIN_AFTER = List.of(Duration.ofSeconds(1), Duration.ofSeconds(30),
			Duration.ofMinutes(5));

	private final Timers timers = new Timers();

	private final PageTask page;

	private final PageLetters letters;

	private MailingControl control;

	private boolean news;

	private boolean withdrawn;

	private boolean reportedHeld;

	/** Whether its mailing hears when it has published everything. */
	private boolean tells;

	/** Whether what was put off takes another turn when the rate changes. */
	private boolean takesTurnsAnew;

	private @Nullable PageReport told;

	@WorkflowInit
	public MailingPageWorkflowImpl(PageTask page) {
		this.page = page;
		this.letters = new PageLetters(page, this.timers);
		this.control = page.control();
	}

	@Override
	public PageReport send(PageTask page) {
		return CancelButton.whileDoing(this::send, (reason) -> control(this.control.cancelled(reason)));
	}

	private PageReport send() {
		int version = Workflow.getVersion("tell-published", Workflow.DEFAULT_VERSION, 3);
		this.tells = version >= 1;
		this.takesTurnsAnew = version >= 3;
		if (version >= 2) {
			this.timers.keepLapsed();
			this.letters.trustCounts();
		}
		while (!this.letters.groups().isEmpty() || !this.letters.areAnswered()) {
			step();
		}
		PageReport report = tell(true);
		if (Workflow.getVersion("outcome", Workflow.DEFAULT_VERSION, 1) == 1) {
			Workflow.upsertTypedSearchAttributes(SearchAttributes.OUTCOME.valueSet(report.outcomes()));
		}
		return report;
	}

	private void step() {
		Instant now = Timers.now();
		Waiting first = this.letters.groups().first();
		PageTimers questions = this.letters.questions();
		String end = (this.letters.failure() != null) ? this.letters.failure() : this.control.cancelled();
		if (end != null && !this.withdrawn) {
			this.withdrawn = true;
			this.letters.takeBack(end);
		}
		else if (first != null && first.isDueAt(now) && !waits(now)) {
			this.news = false;
			this.letters.dispatch(first, () -> this.news || this.control.stops());
		}
		else if (this.letters.isSettled()) {
			this.letters.count();
		}
		else if (questions.isAnswerDue(now) || (questions.isRetryDue(now) && !isPaused(now))) {
			this.letters.ask(questions.isAnswerDue(now));
		}
		else {
			rest(first);
		}
	}

	/** Nothing more is published; in trouble of ours a letter tries now and then. */
	private boolean waits(Instant now) {
		return isPaused(now) || (this.control.trouble() != null && now.isBefore(this.letters.deadline()));
	}

	/** What has become worthless meanwhile is written down, whoever paused it. */
	private boolean isPaused(Instant now) {
		return this.control.paused() && (!this.tells || now.isBefore(this.letters.deadline()));
	}

	/** Nothing to do until a moment comes, or a signal. */
	private void rest(@Nullable Waiting first) {
		tellNews(first);
		Instant until = this.letters.questions().next();
		String summary = "waits for receipts of page " + this.page.number();
		if (first != null && !this.control.waits() && (until == null || first.at().isBefore(until))) {
			until = first.at();
			summary = (first.turn() != null) ? "waits for its turn: " + this.control.rate() + " letters a second"
					: HeldUntil.withDay(until, first.group().zone(), Timers.now());
		}
		if (this.control.paused() && this.letters.questions().isRetryDue(Timers.now())) {
			until = null;
		}
		if (this.tells && waits(Timers.now()) && (until == null || this.letters.deadline().isBefore(until))) {
			until = this.letters.deadline();
			summary = "paused, at most until its deadline";
		}
		if (until != null) {
			this.timers.await(until, summary, this::hasNews);
		}
		else {
			Workflow.await(this::hasNews);
		}
		this.news = false;
	}

	private void tellNews(@Nullable Waiting first) {
		if (!this.tells) {
			if (first != null && this.letters.areAnswered() && !this.reportedHeld) {
				this.reportedHeld = true;
				tell(false);
			}
		}
		else if (this.letters.isNews(this.letters.report(false), this.told, this.control.trouble() != null)) {
			tell(false);
		}
	}

	private boolean hasNews() {
		return this.news || this.letters.isSettled();
	}

	private PageReport tell(boolean ended) {
		PageReport report = this.letters.report(ended);
		this.told = report;
		if (!isHeard(report) && !((ended || !this.tells) && isHeardLater(report))) {
			Workflow.getLogger(MailingPageWorkflowImpl.class).warn("The mailing of this page has ended before it");
		}
		return report;
	}

	private boolean isHeardLater(PageReport report) {
		if (Workflow.getVersion("tell-again", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
			return false;
		}
		for (Duration pause : TELL_AGAIN_AFTER) {
			Workflow.sleep(pause);
			if (isHeard(report)) {
				return true;
			}
		}
		return false;
	}

	private boolean isHeard(PageReport report) {
		try {
			Workflow.newUntypedExternalWorkflowStub(this.page.mailingId()).signal(PageReport.SIGNAL, report);
			return true;
		}
		catch (ApplicationFailure gone) {
			return false;
		}
	}

	@Override
	public void settle() {
		this.letters.settle();
	}

	@Override
	public void control(MailingControl decided) {
		if (!decided.equals(this.control)) {
			this.letters.groups().forgetTurns();
			if (this.takesTurnsAnew) {
				this.letters.questions().forgetTurn(Timers.now());
			}
		}
		if (this.control.trouble() != null && decided.trouble() == null) {
			this.letters.questions().tryNow(Timers.now());
		}
		this.control = decided;
		this.news = true;
	}

}
