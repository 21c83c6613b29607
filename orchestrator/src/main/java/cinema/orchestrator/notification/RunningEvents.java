package cinema.orchestrator.notification;

import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import cinema.orchestrator.problem.RefusedException;
import cinema.orchestrator.staff.Caller;
import cinema.orchestrator.staff.WorkflowCalls;
import cinema.workflows.event.EventProgress;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Asks the workflows of events, and tells them what staff want. */
@Component
class RunningEvents {

	private static final Logger logger = LoggerFactory.getLogger(RunningEvents.class);

	private final WorkflowClient temporal;

	private final WorkflowCalls calls;

	RunningEvents(WorkflowClient temporal, WorkflowCalls calls) {
		this.temporal = temporal;
		this.calls = calls;
	}

	/** Where the workflow is. */
	WorkflowState look(String workflowId) {
		WorkflowStub workflow = this.temporal.newUntypedWorkflowStub(workflowId);
		WorkflowState sight = status(workflow);
		if (!(sight instanceof WorkflowState.Running)) {
			return sight;
		}
		WorkflowState progress = sight(() -> this.calls
			.look(() -> new WorkflowState.Running(workflow.query("progress", EventProgress.class))));
		return (progress instanceof WorkflowState.Running) ? progress : sight;
	}

	/** Cancels what has not been sent. */
	WorkflowState cancel(String workflowId, @Nullable String reason) {
		return change(workflowId, "cancel", reason, Caller.name());
	}

	/**
	 * Moves what is held; null is at once.
	 * @throws RefusedException when the moment would do harm
	 */
	WorkflowState reschedule(String workflowId, @Nullable Instant moment) {
		return change(workflowId, "reschedule", moment, Caller.name());
	}

	/** Running with what became of it; ended when it was too late. */
	private WorkflowState change(String workflowId, String update, @Nullable Object... arguments) {
		WorkflowStub workflow = this.temporal.newUntypedWorkflowStub(workflowId);
		WorkflowState before = status(workflow);
		if (!(before instanceof WorkflowState.Running)) {
			return before;
		}
		WorkflowState after = sight(() -> this.calls
			.change(() -> new WorkflowState.Running(workflow.update(update, EventProgress.class, arguments))));
		// One that ends in this very moment is no longer found among those that run.
		return (after instanceof WorkflowState.Unknown) ? status(workflow) : after;
	}

	private WorkflowState status(WorkflowStub workflow) {
		return sight(() -> this.calls.look(() -> sight(workflow.describe().getStatus())));
	}

	private static WorkflowState sight(WorkflowExecutionStatus status) {
		return (status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) ? new WorkflowState.Running(null)
				: new WorkflowState.Ended(status.name().replace("WORKFLOW_EXECUTION_STATUS_", ""));
	}

	private static WorkflowState sight(Call call) {
		try {
			return call.ask();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof WorkflowNotFoundException) {
				return new WorkflowState.Unknown();
			}
			if (ex.getCause() instanceof WorkflowUpdateException refused) {
				throw refusal(refused);
			}
			logger.warn("A workflow did not answer: {}", String.valueOf(ex.getCause()));
			return new WorkflowState.Silent();
		}
		catch (TimeoutException ex) {
			return new WorkflowState.Silent();
		}
	}

	/** What the workflow itself says against it. */
	private static RefusedException refusal(WorkflowUpdateException refused) {
		ApplicationFailure cause = (refused.getCause() instanceof ApplicationFailure told) ? told : null;
		String reason = (cause != null) ? cause.getOriginalMessage() : String.valueOf(refused.getMessage());
		return (cause != null && cause.getType().equals(IllegalArgumentException.class.getName()))
				? new RefusedException(HttpStatus.BAD_REQUEST, "send_at", reason)
				: new RefusedException(HttpStatus.CONFLICT, "", reason);
	}

	/** One bounded call. */
	private interface Call {

		WorkflowState ask() throws ExecutionException, TimeoutException;

	}

}
