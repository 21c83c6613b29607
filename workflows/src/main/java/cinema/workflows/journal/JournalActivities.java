package cinema.workflows.journal;

import java.time.Instant;

import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import io.temporal.activity.ActivityInterface;

/** Records what no receipt tells: notices that wait, or ended without being sent. */
@ActivityInterface(namePrefix = "journal.")
public interface JournalActivities {

	/** Records how a notice ended; recording it again changes nothing. */
	void record(Event event, PlannedNotice notice, NoticeOutcome outcome);

	/** Records until when staff have a notice wait, and why in plain words. */
	void hold(Event event, PlannedNotice notice, Instant until, String reason);

}
