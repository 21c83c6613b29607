package cinema.orchestrator.journal;

import java.time.Instant;

import cinema.workflows.TaskQueues;
import cinema.workflows.journal.JournalActivities;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import io.temporal.activity.Activity;
import io.temporal.spring.boot.ActivityImpl;

import org.springframework.stereotype.Component;

/** Writes down what no receipt tells. */
@Component
@ActivityImpl(taskQueues = TaskQueues.NOTIFICATIONS)
class JournalActivitiesImpl implements JournalActivities {

	private final Journal journal;

	JournalActivitiesImpl(Journal journal) {
		this.journal = journal;
	}

	@Override
	public void record(Event event, PlannedNotice notice, NoticeOutcome outcome) {
		this.journal.ended(workflowId(), event, notice, outcome);
	}

	@Override
	public void hold(Event event, PlannedNotice notice, Instant until, String reason) {
		this.journal.hold(workflowId(), event, notice, until, reason);
	}

	private static String workflowId() {
		return Activity.getExecutionContext().getInfo().getWorkflowId();
	}

}
