package cinema.workflows.mailing;

import java.time.Instant;

import cinema.workflows.event.PatientCall;
import cinema.workflows.event.Timers;
import cinema.workflows.mailing.PageGroups.Waiting;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the groups of one page at their moments, and asks for what has no outcome
 * until everything has one.
 */
public final class MailingPageWorkflowImpl implements MailingPageWorkflow {

	private final String id = Workflow.getInfo().getWorkflowId();

	private final Timers timers = new Timers();

	private final MailingPage page;

	private final PageGroups groups;

	private final PageQuestions questions;

	private MailingControl control;

	private PageTally tally = PageTally.NONE;

	private Instant deadline = Instant.EPOCH;

	private int duplicates;

	private boolean news;

	private boolean settled;

	private boolean withdrawn;

	private boolean reportedHeld;

	private @Nullable String failure;

	@WorkflowInit
	public MailingPageWorkflowImpl(MailingPage page) {
		this.page = page;
		this.control = page.control();
		this.groups = new PageGroups(page.groups());
		this.questions = new PageQuestions(page.patience());
	}

	@Override
	public PageReport send(MailingPage page) {
		while (!isDone()) {
			step();
		}
		return tell(true);
	}

	private boolean isDone() {
		return this.groups.isEmpty() && this.tally.isSettled() && !this.settled;
	}

	private void step() {
		Instant now = Timers.now();
		Waiting first = this.groups.first();
		if (isCancelled() && !this.withdrawn) {
			withdraw();
		}
		else if (first != null && first.isDueAt(now) && !this.control.paused()) {
			dispatch(first);
		}
		else if (this.settled) {
			this.settled = false;
			heard(PatientCall.to(PageActivities.class, "tally", (activities) -> activities.tally(this.id)));
		}
		else if (this.questions.isAnswerDue(now) || (this.questions.isRetryDue(now) && !this.control.paused())) {
			ask(this.questions.isAnswerDue(now));
		}
		else {
			rest(first);
		}
	}

	private boolean isCancelled() {
		return this.control.cancelled() != null || this.failure != null;
	}

	private void dispatch(Waiting first) {
		try {
			PageDispatched dispatched = MailingCalls
				.page("dispatch " + first.group().count() + " letters of page " + this.page.number())
				.dispatch(new PageDispatch(this.page.mailingId(), this.id, first.place(), first.done()));
			this.groups.moved(dispatched);
			this.duplicates += dispatched.duplicates();
			this.deadline = later(this.deadline, first.group().deadline());
			count(dispatched.published());
			// Where nothing was published for somebody, no receipt tells of him.
			this.settled |= dispatched.published() < dispatched.until() - first.done();
			if (!dispatched.complete() && !this.control.isStopped()) {
				// What stopped it is on its way here as a signal.
				this.timers.await(Timers.now().plusSeconds(1), "stopped by staff", this.control::isStopped);
			}
		}
		catch (ActivityFailure hopeless) {
			this.failure = MailingCalls.reason(hopeless);
		}
	}

	private void count(int published) {
		this.tally = new PageTally(this.tally.queued() + published, this.tally.retrying(), this.tally.delivered(),
				this.tally.failed(), this.tally.expired(), this.tally.unknown(), this.tally.cancelled(),
				this.tally.retryAt());
		this.questions.published(Timers.now(), this.deadline);
	}

	private void ask(boolean forAnswers) {
		this.questions.asked(forAnswers);
		PageTally asked = MailingCalls.page(forAnswers ? "ask for missing receipts" : "try again what was deferred")
			.again(this.id, forAnswers);
		this.questions.published(Timers.now(), this.deadline);
		heard(asked);
	}

	private void withdraw() {
		this.withdrawn = true;
		String reason = (this.failure != null) ? this.failure : String.valueOf(this.control.cancelled());
		heard(MailingCalls.page("take back what is not sent")
			.withdraw(new PageWithdrawal(this.page.mailingId(), this.id,
					this.groups.takeAll(this.page.mailingId(), this.id), reason)));
	}

	private void heard(PageTally heard) {
		this.tally = heard;
		this.questions.heard(heard, Timers.now(), this.deadline);
	}

	/** Nothing to do until a moment comes, or a signal. */
	private void rest(@Nullable Waiting first) {
		if (first != null && this.tally.isSettled() && !this.reportedHeld) {
			this.reportedHeld = true;
			tell(false);
		}
		Instant until = this.questions.next();
		String summary = "waits for receipts of page " + this.page.number();
		if (first != null && !this.control.paused() && (until == null || first.group().at().isBefore(until))) {
			until = first.group().at();
			summary = MailingTexts.heldUntil(until, first.group().zone());
		}
		if (this.control.paused() && this.questions.isRetryDue(Timers.now())) {
			until = null;
		}
		if (until != null) {
			this.timers.await(until, summary, this::takeNews);
		}
		else {
			Workflow.await(this::takeNews);
		}
		this.news = false;
	}

	private boolean takeNews() {
		return this.news || this.settled;
	}

	private PageReport tell(boolean ended) {
		PageReport report = new PageReport(this.page.number(), ended, this.groups.receivers(), this.duplicates,
				this.tally, this.failure);
		try {
			Workflow.newExternalWorkflowStub(MailingWorkflow.class, this.page.mailingId()).report(report);
		}
		catch (SignalExternalWorkflowException gone) {
			Workflow.getLogger(MailingPageWorkflowImpl.class).warn("The mailing of this page has ended before it");
		}
		return report;
	}

	private static Instant later(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

	@Override
	public void settle() {
		this.settled = true;
	}

	@Override
	public void control(MailingControl decided) {
		this.control = decided;
		this.news = true;
	}

}
