package cinema.worker.inbox;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Some messages of a list, the newest first.
 *
 * @param next the cursor of the following ones, or null when there are none
 * @param since where the inbox is: for what changes from now on
 */
public record InboxPage(List<InboxMessage> items, @Nullable Long next, long since, int unread, int unseen) {
}
