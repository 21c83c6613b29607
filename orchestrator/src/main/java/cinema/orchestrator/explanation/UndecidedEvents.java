package cinema.orchestrator.explanation;

import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.orchestrator.staff.WorkflowCalls;
import cinema.orchestrator.staff.WorkflowCalls.SilentException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;

import org.springframework.stereotype.Component;

/**
 * Events of a person of which Temporal knows and the journal does not: of those nothing
 * is decided yet, or they failed before.
 */
@Component
class UndecidedEvents {

	private static final Pattern ID = Pattern.compile("event/([a-z0-9_]+)/(.+)");

	private static final int MOST = 100;

	private final WorkflowClient temporal;

	private final WorkflowCalls calls;

	UndecidedEvents(WorkflowClient temporal, WorkflowCalls calls) {
		this.calls = calls;
		this.temporal = temporal;
	}

	/**
	 * Those that were taken within that time, and run or have failed; none where Temporal
	 * does not say.
	 * @param userId without quotation marks
	 */
	List<Taken> of(String userId, Instant from, Instant to) {
		String query = "WorkflowType = 'EventWorkflow' and UserId = '" + userId + "' and StartTime >= '" + from
				+ "' and StartTime < '" + to
				+ "' and ExecutionStatus in ('Running', 'Failed', 'Terminated', 'TimedOut')";
		try {
			return this.calls
				.look(() -> this.temporal.listExecutions(query).limit(MOST).map(UndecidedEvents::taken).toList());
		}
		catch (SilentException away) {
			return List.of();
		}
	}

	private static Taken taken(WorkflowExecutionMetadata found) {
		String workflowId = found.getExecution().getWorkflowId();
		Matcher parts = ID.matcher(workflowId);
		boolean named = parts.matches();
		return new Taken(workflowId, named ? parts.group(1) : "", named ? parts.group(2) : workflowId,
				found.getStartTime(), found.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
	}

	/**
	 * An event that was taken.
	 *
	 * @param at when
	 * @param running whether its workflow still runs
	 */
	record Taken(String workflowId, String type, String id, Instant at, boolean running) {
	}

}
