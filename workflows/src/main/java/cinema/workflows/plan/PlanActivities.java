package cinema.workflows.plan;

import io.temporal.activity.ActivityInterface;

/** Asks the catalogue and auth what an event's notices are and whom they concern. */
@ActivityInterface(namePrefix = "plan.")
public interface PlanActivities {

	/**
	 * All notices of the event with their rules; nothing in the running event depends on
	 * the catalogue after this.
	 */
	Plan plan(Event event);

	/**
	 * The same notice with the receiver as auth knows him now; the zone may have changed,
	 * or the wish to hear of it.
	 */
	PlannedNotice reread(Event event, PlannedNotice notice);

}
