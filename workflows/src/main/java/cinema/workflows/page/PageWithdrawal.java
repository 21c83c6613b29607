package cinema.workflows.page;

import java.util.List;

/**
 * Takes back a page.
 *
 * @param groups the places of the groups that were not published, or not all of them
 * @param reason why, for whoever reads the journal
 */
public record PageWithdrawal(String mailingId, String pageId, List<PageDispatch> groups, String reason) {
}
