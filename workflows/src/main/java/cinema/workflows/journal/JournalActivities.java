package cinema.workflows.journal;

import cinema.workflows.event.Event;
import cinema.workflows.event.NoticeOutcome;
import cinema.workflows.plan.PlannedNotice;
import io.temporal.activity.ActivityInterface;

/** Records what no receipt tells: notices that ended without being sent. */
@ActivityInterface(namePrefix = "journal.")
public interface JournalActivities {

	/** Records how a notice ended; recording it again changes nothing. */
	void record(Event event, PlannedNotice notice, NoticeOutcome outcome);

}
