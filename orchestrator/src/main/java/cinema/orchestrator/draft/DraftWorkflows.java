package cinema.orchestrator.draft;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import cinema.orchestrator.staff.WorkflowCalls;
import cinema.platform.parameter.Ids;
import cinema.platform.problem.RefusedException;
import cinema.workflows.SearchAttributes;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.draft.Decision;
import cinema.workflows.draft.DraftStep;
import cinema.workflows.draft.MailingOrderWorkflow;
import cinema.workflows.draft.OrderOutcome;
import cinema.workflows.draft.OrderStage;
import cinema.workflows.draft.SubmittedDraft;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** The workflows that see submitted drafts to their mailings. */
@Component
class DraftWorkflows {

	private static final Logger logger = LoggerFactory.getLogger(DraftWorkflows.class);

	private static final String REVISION = "revision";

	private static final String RUNNING = "WorkflowType = 'MailingOrderWorkflow' and ExecutionStatus = 'Running'";

	private final WorkflowClient temporal;

	private final WorkflowCalls calls;

	private final DraftOrders orders;

	private final DraftApproval approval;

	private final DraftReleases releases;

	private final DraftProperties properties;

	DraftWorkflows(WorkflowClient temporal, WorkflowCalls calls, DraftOrders orders, DraftApproval approval,
			DraftReleases releases, DraftProperties properties) {
		this.approval = approval;
		this.temporal = temporal;
		this.calls = calls;
		this.orders = orders;
		this.releases = releases;
		this.properties = properties;
	}

	boolean allowOwnApproval() {
		return this.properties.ownApproval();
	}

	/** Starts the one of a revision; one of an older revision goes. */
	void start(UUID draft, Revision revision) {
		if (!tryTo(draft, revision)) {
			withdrawOlder(draft, revision);
			awaitEnd(draft);
			boolean started = tryTo(draft, revision);
			logger.debug("The order of draft {}, revision {}, is started: {}", draft, revision.number(), started);
		}
	}

	private boolean tryTo(UUID draft, Revision revision) {
		DraftContent content = revision.content();
		Instant sendAt = "at".equals(content.when().kind()) ? content.when().instant() : null;
		boolean approved = isApproved(revision);
		SubmittedDraft submitted = new SubmittedDraft(draft.toString(), revision.number(), revision.submittedBy(),
				this.approval.isNeeded(revision.receivers()) && !approved, approved ? revision.decidedBy() : null,
				!this.properties.ownApproval(), this.orders.canary(content), sendAt);
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

	/** Nobody could approve it once more, where its workflow was lost. */
	private static boolean isApproved(Revision revision) {
		return "APPROVED".equals(revision.decision()) || "CANARY".equals(revision.decision());
	}

	/** It may not have heard that it was; one of this revision refuses. */
	private void withdrawOlder(UUID draft, Revision revision) {
		withdraw(draft, new Decision(revision.number() - 1, revision.submittedBy(), "it was submitted again"));
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
			.setMemo(Map.of(REVISION, submitted.revision()))
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

	/** One that was restored from before its approval would ask for it once more. */
	void remind(Draft draft, Revision revision) {
		String approver = revision.decidedBy();
		if (draft.state() != DraftState.WAITING_FOR_APPROVAL && isApproved(revision) && approver != null
				&& stage(draft.id()).filter(OrderStage.WAITING_FOR_APPROVAL::equals).isPresent()) {
			logger.info("The order of draft {} is told again that it is approved", draft.id());
			tell(draft.id(), "approve", new Decision(revision.number(), approver, "it was approved before"));
		}
	}

	private Optional<OrderStage> stage(UUID draft) {
		return this.calls
			.look(WorkflowIds.order(draft.toString()), (workflow) -> workflow.query("progress", OrderOutcome.class))
			.map(OrderOutcome::stage);
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

	/**
	 * Those that run.
	 * @throws RefusedException when Temporal does not say
	 */
	List<RunningOrder> running() {
		try {
			return this.temporal.listExecutions(RUNNING)
				.map(DraftWorkflows::running)
				.flatMap(Optional::stream)
				.toList();
		}
		catch (RuntimeException away) {
			// In many wrappings, by the page that failed.
			throw RefusedException.forNow("Temporal does not list orders: " + away.getMessage());
		}
	}

	private static Optional<RunningOrder> running(WorkflowExecutionMetadata found) {
		if (!(found.getMemo(REVISION, Integer.class) instanceof Integer revision)) {
			return Optional.empty();
		}
		return Ids.read(found.getExecution().getWorkflowId().replace(WorkflowIds.order(""), ""))
			.map((draft) -> new RunningOrder(draft, revision, found.getExecution().getRunId()));
	}

	/** Ends one whose draft does not want it any more. */
	void end(RunningOrder order) {
		logger.warn("The order of draft {} waits for what nobody wants any more, and is ended", order.draft());
		try {
			this.temporal
				.newUntypedWorkflowStub(WorkflowIds.order(order.draft().toString()), Optional.of(order.runId()),
						Optional.empty())
				.cancel("the draft does not want revision " + order.revision() + " any more");
		}
		catch (WorkflowServiceException ended) {
			logger.debug("It has ended meanwhile, or Temporal is away: {}", ended.getMessage());
		}
	}

	/** How a draft ends whose workflow has ended so before it did. */
	DraftStep lost(Draft draft, Revision revision, String how) {
		return this.releases.end(draft, revision, "its workflow ended as " + how);
	}

	/** Whether there is one of a revision, or of a later one. */
	boolean exists(UUID draft, int revision) {
		return this.calls
			.look(WorkflowIds.order(draft.toString()),
					(workflow) -> (Integer) workflow.describe().getMemo(REVISION, Integer.class))
			.filter((number) -> number >= revision)
			.isPresent();
	}

}
