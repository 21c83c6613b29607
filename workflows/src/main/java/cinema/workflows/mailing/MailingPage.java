package cinema.workflows.mailing;

import java.util.List;

import cinema.workflows.plan.Patience;

/** The task of one page: its groups, and the rules of patience. */
public record MailingPage(String mailingId, int number, List<PageGroup> groups, Patience patience,
		MailingControl control) {
}
