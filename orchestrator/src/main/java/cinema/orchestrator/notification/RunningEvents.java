package cinema.orchestrator.notification;

import java.time.Instant;
import java.util.Optional;

import cinema.orchestrator.staff.WorkflowCalls;
import cinema.orchestrator.staff.WorkflowCalls.SilentException;
import cinema.platform.audit.Actor;
import cinema.platform.problem.RefusedException;
import cinema.workflows.event.EventProgress;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Asks the workflows of events, and tells them what staff want. */
@Component
class RunningEvents {

	private final WorkflowCalls calls;

	RunningEvents(WorkflowCalls calls) {
		this.calls = calls;
	}

	WorkflowState look(String workflowId) {
		try {
			WorkflowState state = state(workflowId);
			return (state instanceof WorkflowState.Running) ? new WorkflowState.Running(progress(workflowId)) : state;
		}
		catch (SilentException ex) {
			return new WorkflowState.Silent();
		}
	}

	private @Nullable EventProgress progress(String workflowId) {
		try {
			return this.calls.look(workflowId, (workflow) -> workflow.query("progress", EventProgress.class))
				.orElse(null);
		}
		catch (SilentException ex) {
			return null;
		}
	}

	/** Cancels what has not been sent. */
	WorkflowState cancel(String workflowId, @Nullable String reason) {
		return change(workflowId, "reason", "cancel", reason, Actor.now().name());
	}

	/**
	 * Moves what is held; null is at once.
	 * @throws RefusedException when the moment would do harm
	 */
	WorkflowState reschedule(String workflowId, @Nullable Instant moment) {
		return change(workflowId, "send_at", "reschedule", moment, Actor.now().name());
	}

	/** Running with what became of it; ended when it was too late. */
	private WorkflowState change(String workflowId, String field, String update, @Nullable Object... arguments) {
		WorkflowState before = state(workflowId);
		if (!(before instanceof WorkflowState.Running)) {
			return before;
		}
		Optional<EventProgress> after = this.calls.tell(workflowId, field, update, EventProgress.class, arguments);
		// One that ends in this very moment is no longer found among those that run.
		return after.isPresent() ? new WorkflowState.Running(after.get()) : state(workflowId);
	}

	private WorkflowState state(String workflowId) {
		WorkflowExecutionStatus status = this.calls.status(workflowId).orElse(null);
		if (status == null) {
			return new WorkflowState.Unknown();
		}
		return (status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) ? new WorkflowState.Running(null)
				: new WorkflowState.Ended(WorkflowCalls.word(status));
	}

	/** What Temporal says of the workflow of an event. */
	sealed interface WorkflowState {

		/**
		 * It runs.
		 *
		 * @param progress where its notices are, or null when it does not answer
		 */
		record Running(@Nullable EventProgress progress) implements WorkflowState {
		}

		/**
		 * It has ended.
		 *
		 * @param status Temporal's word for how, for example {@code COMPLETED}
		 */
		record Ended(String status) implements WorkflowState {
		}

		/** Temporal knows no such workflow, or no longer. */
		record Unknown() implements WorkflowState {
		}

		/** Temporal, or whoever works for it, does not answer. */
		record Silent() implements WorkflowState {
		}

	}

}
