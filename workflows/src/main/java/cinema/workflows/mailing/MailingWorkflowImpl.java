package cinema.workflows.mailing;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import cinema.workflows.SearchAttributes;
import cinema.workflows.StaffWords;
import cinema.workflows.durable.Calls;
import cinema.workflows.durable.CancelButton;
import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageReport;
import cinema.workflows.plan.Mailing;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import org.jspecify.annotations.Nullable;

/** Walks the audience, hears of its pages, and does what staff want. */
public final class MailingWorkflowImpl implements MailingWorkflow {

	private final String id = Workflow.getInfo().getWorkflowId();

	private final PageChildren children = new PageChildren();

	private final Mailing mailing;

	private final MailingState state;

	private final PageWatch watch;

	private final AudienceWalk walk;

	private final StaffOrders orders;

	private final SelfPause selfPause;

	@WorkflowInit
	public MailingWorkflowImpl(Mailing mailing, @Nullable MailingRun continued) {
		this.mailing = mailing;
		this.state = new MailingState(mailing, continued);
		this.orders = new StaffOrders(this.state, this.children);
		this.selfPause = new SelfPause(mailing.limits().pauseAfter(), this.state, this.orders);
		this.watch = new PageWatch(this.state, this.selfPause);
		this.walk = new AudienceWalk(mailing, this.state, this.children, this.watch);
	}

	@Override
	public MailingOutcome send(Mailing mailing, @Nullable MailingRun continued) {
		return CancelButton.whileDoing(() -> send(continued),
				(reason) -> Async.procedure(() -> this.orders.decide(this.state.control().cancelled(reason))));
	}

	private MailingOutcome send(@Nullable MailingRun continued) {
		try {
			if (continued == null) {
				this.walk.begin();
			}
			if (this.walk.leavesPages()) {
				continueAsNew();
			}
		}
		catch (ActivityFailure hopeless) {
			this.state.failed(hopeless);
		}
		return end();
	}

	private void continueAsNew() {
		awaitStarts();
		Workflow.await(() -> Workflow.isEveryHandlerFinished() && this.orders.areTold());
		Workflow.continueAsNew(ContinueAsNewOptions.newBuilder().build(), this.mailing, this.state.next());
	}

	private MailingOutcome end() {
		awaitStarts();
		Supplier<Boolean> ended = () -> this.state.pages().hasEnded() || Workflow.getInfo().isContinueAsNewSuggested();
		if (this.state.turns()) {
			this.watch.await(null, "waits for its pages' last words", ended);
		}
		else {
			Workflow.await(ended::get);
		}
		if (!this.state.pages().hasEnded()) {
			continueAsNew();
		}
		MailingOutcome outcome = this.state.outcome();
		try {
			if (!this.state.hadEnded()) {
				keep(outcome);
			}
		}
		catch (ActivityFailure notKept) {
			show(outcome);
			throw notKept;
		}
		show(outcome);
		Workflow.await(() -> Workflow.isEveryHandlerFinished() && this.orders.areTold());
		if (outcome.status() == MailingStatus.FAILED) {
			throw ApplicationFailure.newNonRetryableFailure(outcome.reason(), "MAILING_FAILED", outcome);
		}
		return outcome;
	}

	private void keep(MailingOutcome outcome) {
		Duration most = this.state.patience().plus(MailingState.LEAST_PATIENCE);
		Calls.durable(MailingActivities.class, "keep the outcome", most).end(this.id, this.mailing, outcome);
	}

	/**
	 * A page that was there before, since the mailing was reset, is asked how it is, and
	 * told what was decided.
	 */
	private void awaitStarts() {
		if (!this.children.areStarted()) {
			this.watch.soon();
			this.orders.remind();
		}
	}

	/** What the list of the web UI shows of it. */
	private static void show(MailingOutcome outcome) {
		Workflow.upsertTypedSearchAttributes(SearchAttributes.OUTCOME.valueSet(List.of(outcome.status().name())));
	}

	@Override
	public void report(PageReport report) {
		this.state.pages().reported(report);
		this.state.tell();
		this.selfPause.review();
	}

	@Override
	public MailingProgress pause(@Nullable String by) {
		return this.orders.decide(this.state.control().pausedBy(by));
	}

	@Override
	public MailingProgress resume() {
		this.state.pages().forgetTrouble();
		return this.orders.decide(this.state.control().resumed());
	}

	@Override
	public void validateCancel(@Nullable String reason, @Nullable String by) {
		StaffWords.checkReason(reason);
	}

	@Override
	public MailingProgress cancel(@Nullable String reason, @Nullable String by) {
		return this.orders.decide(this.state.control().cancelled(StaffWords.cancelled(reason, by)));
	}

	@Override
	public void validateChangeRate(double lettersPerSecond) {
		MailingControl.checkRate(lettersPerSecond);
	}

	@Override
	public MailingProgress changeRate(double lettersPerSecond) {
		return this.orders.decide(this.state.control().rated(lettersPerSecond));
	}

	@Override
	public MailingProgress progress() {
		return this.state.progress();
	}

}
