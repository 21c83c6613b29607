package cinema.orchestrator.schedule;

import java.time.Instant;

import cinema.orchestrator.schedule.ScheduleView.Firing;
import cinema.orchestrator.staff.WorkflowCalls;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.schedules.ScheduleActionExecutionStartWorkflow;
import io.temporal.client.schedules.ScheduleActionResult;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** What became of the firings of schedules. */
@Component
class ScheduleRuns {

	private final WorkflowCalls calls;

	ScheduleRuns(WorkflowCalls calls) {
		this.calls = calls;
	}

	Firing look(String scheduleId, ScheduleActionResult fired) {
		Instant due = fired.getScheduledAt();
		String workflowId = (fired.getAction() instanceof ScheduleActionExecutionStartWorkflow started)
				? started.getWorkflowId() : "";
		// A run that the server has forgotten is over.
		String state = this.calls.status(workflowId).map(WorkflowCalls::word).orElse("FORGOTTEN");
		return new Firing(due, fired.getStartedAt(), workflowId, FiredEvent.id(scheduleId, due), state,
				state.equals("FAILED") ? this.calls.look(workflowId, ScheduleRuns::reason).orElse(null) : null);
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
