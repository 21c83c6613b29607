package cinema.orchestrator.draft;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import cinema.orchestrator.staff.WorkflowCalls;
import cinema.platform.problem.RefusedException;
import cinema.workflows.SearchAttributes;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.draft.Decision;
import cinema.workflows.draft.MailingOrderWorkflow;
import cinema.workflows.draft.OrderOutcome;
import cinema.workflows.draft.SubmittedDraft;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** The workflows that see submitted drafts to their mailings. */
@Component
class DraftWorkflows {

	private static final Logger logger = LoggerFactory.getLogger(DraftWorkflows.class);

	private final WorkflowClient temporal;

	private final WorkflowCalls calls;

	private final DraftOrders orders;

	private final DraftApproval approval;

	private final DraftProperties properties;

	DraftWorkflows(WorkflowClient temporal, WorkflowCalls calls, DraftOrders orders, DraftApproval approval,
			DraftProperties properties) {
		this.approval = approval;
		this.temporal = temporal;
		this.calls = calls;
		this.orders = orders;
		this.properties = properties;
	}

	boolean allowOwnApproval() {
		return this.properties.ownApproval();
	}

	/** Starts the one of a revision, where none of the draft runs. */
	void start(UUID draft, Revision revision) {
		if (!tryTo(draft, revision)) {
			awaitEnd(draft);
			boolean started = tryTo(draft, revision);
			logger.debug("The order of draft {}, revision {}, is started: {}", draft, revision.number(), started);
		}
	}

	private boolean tryTo(UUID draft, Revision revision) {
		DraftContent content = revision.content();
		Instant sendAt = "at".equals(content.when().kind()) ? content.when().instant() : null;
		SubmittedDraft submitted = new SubmittedDraft(draft.toString(), revision.number(), revision.submittedBy(),
				this.approval.isNeeded(revision.receivers()), !this.properties.ownApproval(),
				this.orders.canary(content), sendAt);
		MailingOrderWorkflow workflow = this.temporal
			.newWorkflowStub(MailingOrderWorkflow.class,
					options(submitted).setTypedSearchAttributes(io.temporal.common.SearchAttributes.newBuilder()
						.set(SearchAttributes.NOTICE, List.of(DraftOrders.notice(content)))
						.build()).build());
		try {
			WorkflowClient.start(workflow::follow, submitted);
			return true;
		}
		catch (WorkflowExecutionAlreadyStarted running) {
			return false;
		}
	}

	/** One that was withdrawn ends in a moment. */
	private void awaitEnd(UUID draft) {
		try {
			this.calls.look(WorkflowIds.order(draft.toString()), (workflow) -> workflow.getResult(OrderOutcome.class));
		}
		catch (RefusedException silent) {
			logger.debug("The order of draft {} runs on", draft);
		}
	}

	/** Each submission is a run of its own. */
	private static WorkflowOptions.Builder options(SubmittedDraft submitted) {
		return WorkflowOptions.newBuilder()
			.setWorkflowId(WorkflowIds.order(submitted.draftId()))
			.setTaskQueue(TaskQueues.NOTIFICATIONS)
			.setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
			.setStaticSummary(
					"revision " + submitted.revision() + " of a mailing, submitted by " + submitted.submittedBy());
	}

	/**
	 * Tells it what somebody decided.
	 * @return nothing when none runs
	 */
	Optional<OrderOutcome> tell(UUID draft, String update, Decision decision) {
		return this.calls.tell(WorkflowIds.order(draft.toString()), "", update, OrderOutcome.class, decision);
	}

	/** It finds out by itself too, before it announces anything. */
	void withdraw(UUID draft, Decision decision) {
		try {
			tell(draft, "withdraw", decision);
		}
		catch (RefusedException silent) {
			logger.info("The order of draft {} does not hear that it is withdrawn: {}", draft, silent.getMessage());
		}
	}

	/** How it ended, or nothing while it runs or when there is none. */
	Optional<String> end(UUID draft) {
		return this.calls.status(WorkflowIds.order(draft.toString()))
			.map(WorkflowCalls::word)
			.filter((word) -> !word.equals("RUNNING"));
	}

	boolean exists(UUID draft) {
		return this.calls.status(WorkflowIds.order(draft.toString())).isPresent();
	}

}
