package cinema.workflows.mailing;

import java.util.List;

import cinema.workflows.SearchAttributes;
import cinema.workflows.StaffWords;
import cinema.workflows.event.CancelButton;
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

	private final MailingCourse course;

	private final AudienceWalk walk;

	private final MailingReins reins;

	@WorkflowInit
	public MailingWorkflowImpl(Mailing mailing, @Nullable MailingRun continued) {
		this.mailing = mailing;
		this.course = new MailingCourse(mailing, continued);
		this.walk = new AudienceWalk(mailing, this.course, this.children);
		this.reins = new MailingReins(this.course, this.children);
	}

	@Override
	public MailingOutcome send(Mailing mailing, @Nullable MailingRun continued) {
		return CancelButton.whileDoing(() -> send(continued),
				(reason) -> Async.procedure(() -> this.reins.decide(this.course.control().cancelled(reason))));
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
			this.course.failed(hopeless);
		}
		return end();
	}

	private void continueAsNew() {
		this.children.awaitStarts();
		Workflow.await(Workflow::isEveryHandlerFinished);
		Workflow.continueAsNew(ContinueAsNewOptions.newBuilder().build(), this.mailing, this.course.next());
	}

	private MailingOutcome end() {
		this.children.awaitStarts();
		Workflow.await(() -> this.course.book().hasEnded() || Workflow.getInfo().isContinueAsNewSuggested());
		if (!this.course.book().hasEnded()) {
			continueAsNew();
		}
		MailingOutcome outcome = this.course.outcome();
		try {
			MailingCalls.mailing("keep the outcome", this.course.patience().plus(MailingCourse.LEAST_PATIENCE))
				.end(this.id, this.mailing, outcome);
		}
		catch (ActivityFailure notKept) {
			show(outcome);
			throw notKept;
		}
		show(outcome);
		Workflow.await(Workflow::isEveryHandlerFinished);
		if (outcome.status() == MailingStatus.FAILED) {
			throw ApplicationFailure.newNonRetryableFailure(outcome.reason(), "MAILING_FAILED", outcome);
		}
		return outcome;
	}

	/** What the list of the web UI shows of it. */
	private static void show(MailingOutcome outcome) {
		Workflow.upsertTypedSearchAttributes(SearchAttributes.OUTCOME.valueSet(List.of(outcome.status().name())));
	}

	@Override
	public void report(PageReport report) {
		this.course.book().reported(report);
		this.course.tell();
	}

	@Override
	public MailingProgress pause(@Nullable String by) {
		return this.reins.decide(this.course.control().pausedBy(by));
	}

	@Override
	public MailingProgress resume() {
		return this.reins.decide(this.course.control().resumed());
	}

	@Override
	public void validateCancel(@Nullable String reason, @Nullable String by) {
		StaffWords.checkReason(reason);
	}

	@Override
	public MailingProgress cancel(@Nullable String reason, @Nullable String by) {
		return this.reins.decide(this.course.control().cancelled(StaffWords.cancelled(reason, by)));
	}

	@Override
	public void validateChangeRate(double lettersPerSecond) {
		MailingControl.checkRate(lettersPerSecond);
	}

	@Override
	public MailingProgress changeRate(double lettersPerSecond) {
		return this.reins.decide(this.course.control().rated(lettersPerSecond));
	}

	@Override
	public MailingProgress progress() {
		return this.course.progress();
	}

}
