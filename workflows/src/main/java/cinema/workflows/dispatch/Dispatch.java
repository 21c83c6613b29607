package cinema.workflows.dispatch;

import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;

/** One attempt to say a notice on one channel. */
public record Dispatch(Event event, PlannedNotice notice, PlannedPosting posting, int attempt) {
}
