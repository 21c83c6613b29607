package cinema.workflows.event;

import java.time.Instant;

import cinema.workflows.WorkflowIds;
import cinema.workflows.durable.Calls;
import cinema.workflows.durable.Children;
import cinema.workflows.durable.Timers;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.mailing.MailingActivities;
import cinema.workflows.mailing.MailingOutcome;
import cinema.workflows.mailing.MailingProgress;
import cinema.workflows.mailing.MailingStatus;
import cinema.workflows.mailing.MailingWorkflow;
import cinema.workflows.plan.Mailing;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;

/**
 * Starts the mailing of a notice for an audience. The event does not wait for its end,
 * which may be days away: the mailing has an outcome of its own.
 */
final class MailingStart {

	private MailingStart() {
	}

	static NoticeOutcome start(Mailing mailing) {
		Instant deadline = mailing.lastDeadline();
		if (!Timers.now().isBefore(deadline)) {
			return ended(mailing, MailingStatus.EXPIRED, "its deadline was " + deadline + ", before it began");
		}
		String id = WorkflowIds.mailing(mailing.event().id(), mailing.notice());
		MailingWorkflow child = Children.child(MailingWorkflow.class, id, mailing.searchAttributes(),
				"mailing " + mailing.notice());
		try {
			Async.function(child::send, mailing, null);
			Workflow.getWorkflowExecution(child).get();
			return outcome(mailing, OutcomeStatus.STARTED, id);
		}
		catch (ChildWorkflowFailure known) {
			return outcome(mailing, OutcomeStatus.FAILED, "another mailing has the id " + id);
		}
	}

	/** One that ends before it begins is kept too, or nobody would find it. */
	static NoticeOutcome ended(Mailing mailing, MailingStatus status, String reason) {
		if (Workflow.getVersion("keep-unsent-mailings", Workflow.DEFAULT_VERSION, 1) == 1) {
			MailingOutcome outcome = new MailingOutcome(status, reason, MailingProgress.unsent(status + ", " + reason));
			Calls.tell(MailingActivities.class, "keep the outcome of " + mailing.notice(), (activities) -> activities
				.end(WorkflowIds.mailing(mailing.event().id(), mailing.notice()), mailing, outcome));
		}
		return outcome(mailing, OutcomeStatus.valueOf(status.name()), reason);
	}

	private static NoticeOutcome outcome(Mailing mailing, OutcomeStatus status, String reason) {
		return new NoticeOutcome(mailing.notice(), status, reason, null, null, 0);
	}

}
