package cinema.worker.inbox;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What changed after a cursor.
 *
 * @param reset whether these are the newest messages instead, and what is known of others
 * counts no more: the cursor was none, too old or not of this inbox
 * @param items each as it is now, in no order that matters
 * @param more whether, with a reset, there are older ones behind these
 * @param oldest the place of the last message in the list; what lies behind it is gone
 * @param erased whether the person is
 */
public record InboxChanges(long cursor, boolean reset, List<InboxMessage> items, boolean more, int unread, int unseen,
		long oldest, @JsonIgnore boolean erased) {
}
