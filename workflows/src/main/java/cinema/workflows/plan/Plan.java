package cinema.workflows.plan;

import java.util.List;

/** What is to be said because of one event, fixed at its start and kept in history. */
public record Plan(List<PlannedNotice> notices, Patience patience) {
}
