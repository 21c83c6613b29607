package cinema.orchestrator.schedule;

import java.time.Instant;

import cinema.orchestrator.schedule.ScheduleView.Firing;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.schedules.ScheduleActionExecutionStartWorkflow;
import io.temporal.client.schedules.ScheduleActionResult;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** What became of the firings of schedules. */
@Component
class ScheduleRuns {

	private final WorkflowClient temporal;

	ScheduleRuns(WorkflowClient temporal) {
		this.temporal = temporal;
	}

	Firing look(String scheduleId, ScheduleActionResult fired) {
		Instant due = fired.getScheduledAt();
		String workflowId = (fired.getAction() instanceof ScheduleActionExecutionStartWorkflow started)
				? started.getWorkflowId() : "";
		WorkflowStub run = this.temporal.newUntypedWorkflowStub(workflowId);
		String state = state(run);
		return new Firing(due, fired.getStartedAt(), workflowId, FiredEvent.id(scheduleId, due), state,
				state.equals("FAILED") ? reason(run) : null);
	}

	/** For example {@code COMPLETED}; a run that the server has forgotten is over. */
	private static String state(WorkflowStub run) {
		try {
			WorkflowExecutionStatus status = run.describe().getStatus();
			return status.name().replace("WORKFLOW_EXECUTION_STATUS_", "");
		}
		catch (WorkflowNotFoundException forgotten) {
			return "FORGOTTEN";
		}
	}

	private static @Nullable String reason(WorkflowStub run) {
		try {
			run.getResult(String.class);
			return null;
		}
		catch (WorkflowFailedException failed) {
			Throwable cause = failed.getCause();
			while (cause != null && cause.getCause() != null) {
				cause = cause.getCause();
			}
			return (cause instanceof ApplicationFailure told) ? told.getType() + ": " + told.getOriginalMessage()
					: String.valueOf(cause);
		}
	}

}
