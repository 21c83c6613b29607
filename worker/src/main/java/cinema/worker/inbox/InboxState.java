package cinema.worker.inbox;

/**
 * Where an inbox is.
 *
 * @param cursor the number of its last change
 * @param unread how many are to be read, 100 at most
 * @param unseen how many nobody has seen, 100 at most
 * @param oldest the place of the last message in the list; what lies behind it is gone
 * @param erased whether its person is
 */
public record InboxState(long cursor, int unread, int unseen, long oldest, boolean erased) {
}
