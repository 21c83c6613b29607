package cinema.orchestrator.mailing;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import cinema.orchestrator.staff.WorkflowCalls;
import cinema.platform.problem.RefusedException;
import cinema.workflows.WorkflowIds;
import cinema.workflows.event.EventOutcome;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.mailing.MailingOutcome;
import cinema.workflows.mailing.MailingProgress;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Asks the workflows of mailings, and tells them what staff want. */
@Component
class MailingWorkflows {

	private static final Logger logger = LoggerFactory.getLogger(MailingWorkflows.class);

	private static final String PREFIX = "WORKFLOW_EXECUTION_STATUS_";

	private final WorkflowClient temporal;

	private final WorkflowCalls calls;

	MailingWorkflows(WorkflowClient temporal, WorkflowCalls calls) {
		this.temporal = temporal;
		this.calls = calls;
	}

	/** Returns what became of it. */
	MailingProgress tell(String mailingId, String update, @Nullable Object... arguments) {
		WorkflowStub workflow = this.temporal.newUntypedWorkflowStub(mailingId);
		try {
			return this.calls.change(() -> workflow.update(update, MailingProgress.class, arguments));
		}
		catch (ExecutionException failure) {
			throw refusal(failure.getCause());
		}
		catch (TimeoutException silent) {
			throw RefusedException
				.forNow("The workflow does not answer; it may still do it. Look what became of it, or try again.");
		}
	}

	private static RefusedException refusal(@Nullable Throwable cause) {
		if (cause instanceof WorkflowNotFoundException) {
			return ended("");
		}
		if (cause instanceof WorkflowUpdateException refused) {
			Throwable reason = refused.getCause();
			return new RefusedException(HttpStatus.BAD_REQUEST, "",
					String.valueOf((reason != null) ? reason.getMessage() : refused.getMessage()));
		}
		return away(cause);
	}

	/** For whoever wants to change what has ended. */
	static RefusedException ended(String how) {
		return new RefusedException(HttpStatus.CONFLICT, "",
				"It has ended" + (how.isEmpty() ? "" : " as " + how) + "; nothing is left to change.");
	}

	private static RefusedException away(@Nullable Throwable cause) {
		logger.warn("Temporal did not answer for a mailing: {}", String.valueOf(cause));
		return RefusedException.forNow("Temporal does not answer at the moment.");
	}

	/** Where it is, as its workflow knows it, or nothing when there is none. */
	Optional<MailingProgress> look(String mailingId) {
		WorkflowStub workflow = this.temporal.newUntypedWorkflowStub(mailingId);
		return ask(() -> workflow.query("progress", MailingProgress.class));
	}

	/** Whether its workflow runs or has ended, or nothing when there is none. */
	Optional<WorkflowExecutionStatus> status(String workflowId) {
		WorkflowStub workflow = this.temporal.newUntypedWorkflowStub(workflowId);
		return ask(() -> workflow.describe().getStatus());
	}

	/** How one that has completed ended. */
	MailingOutcome outcome(String mailingId) {
		WorkflowStub workflow = this.temporal.newUntypedWorkflowStub(mailingId);
		return ask(() -> workflow.getResult(MailingOutcome.class)).orElseThrow();
	}

	/**
	 * What became of an order whose mailing is not there: {@code STARTED} as long as its
	 * event runs, or nothing when there is no such event.
	 */
	Optional<NoticeOutcome> byEvent(String type, String id, String notice) {
		String workflowId = WorkflowIds.event(type, id);
		WorkflowExecutionStatus status = status(workflowId).orElse(null);
		if (status == null) {
			return Optional.empty();
		}
		return switch (status) {
			case WORKFLOW_EXECUTION_STATUS_RUNNING ->
				Optional.of(outcome(notice, OutcomeStatus.STARTED, "its event is being taken"));
			case WORKFLOW_EXECUTION_STATUS_COMPLETED ->
				result(workflowId).notices().stream().filter((one) -> one.notice().equals(notice)).findFirst();
			default -> Optional.of(outcome(notice, OutcomeStatus.FAILED,
					"its event ended as " + status.name().replace(PREFIX, "") + "; " + workflowId + " says why"));
		};
	}

	private static NoticeOutcome outcome(String notice, OutcomeStatus status, String reason) {
		return new NoticeOutcome(notice, status, reason, null, null, 0);
	}

	private EventOutcome result(String workflowId) {
		WorkflowStub workflow = this.temporal.newUntypedWorkflowStub(workflowId);
		return ask(() -> workflow.getResult(EventOutcome.class)).orElseThrow();
	}

	private <T> Optional<T> ask(Callable<T> question) {
		try {
			return Optional.of(this.calls.look(question));
		}
		catch (ExecutionException failure) {
			if (failure.getCause() instanceof WorkflowNotFoundException) {
				return Optional.empty();
			}
			throw away(failure.getCause());
		}
		catch (TimeoutException silent) {
			throw away(silent);
		}
	}

}
