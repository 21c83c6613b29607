package cinema.workflows.page;

import java.util.List;

import cinema.workflows.plan.Patience;

/** The task of one page: its groups, and the rules of patience. */
public record PageTask(String mailingId, int number, List<PageGroup> groups, Patience patience,
		MailingControl control) {
}
