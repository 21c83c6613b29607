package cinema.workflows.page;

import org.jspecify.annotations.Nullable;

/**
 * One group of a page that is to be published now.
 *
 * @param group its place in the page's list of groups
 * @param from how many of the group were published before
 * @param turn the part of the rate that it has, or null when it has none yet
 */
public record PageDispatch(String mailingId, String pageId, int group, int from, @Nullable PageTurn turn) {
}
