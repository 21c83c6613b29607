package cinema.workflows.page;

/**
 * One group of a page that is to be published now.
 *
 * @param group its place in the page's list of groups
 * @param from how many of the group were published before
 */
public record PageDispatch(String mailingId, String pageId, int group, int from) {
}
