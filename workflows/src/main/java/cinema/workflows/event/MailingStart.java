package cinema.workflows.event;

import java.time.Instant;

import cinema.workflows.WorkflowIds;
import cinema.workflows.mailing.Mailing;
import cinema.workflows.mailing.MailingWorkflow;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
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
			return outcome(mailing, OutcomeStatus.EXPIRED, "its deadline was " + deadline);
		}
		String id = WorkflowIds.mailing(mailing.event().id(), mailing.notice());
		MailingWorkflow child = Workflow.newChildWorkflowStub(MailingWorkflow.class, options(mailing, id));
		try {
			Async.function(child::send, mailing, null);
			Workflow.getWorkflowExecution(child).get();
			return outcome(mailing, OutcomeStatus.STARTED, id);
		}
		catch (ChildWorkflowFailure known) {
			return outcome(mailing, OutcomeStatus.FAILED, "another mailing has the id " + id);
		}
	}

	private static NoticeOutcome outcome(Mailing mailing, OutcomeStatus status, String reason) {
		return new NoticeOutcome(mailing.notice(), status, reason, null, null, 0);
	}

	private static ChildWorkflowOptions options(Mailing mailing, String id) {
		return ChildWorkflowOptions.newBuilder()
			.setWorkflowId(id)
			.setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
			.setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
			.setTypedSearchAttributes(mailing.searchAttributes())
			.setStaticSummary("mailing " + mailing.notice())
			.build();
	}

}
