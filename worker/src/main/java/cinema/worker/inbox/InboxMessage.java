package cinema.worker.inbox;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A message as its person sees it.
 *
 * @param id of its posting
 * @param seq its place in the list, the newest has the greatest
 * @param text the message without markup
 * @param html paragraphs, lists, links and emphasis, and nothing that runs or loads
 * @param link what the message is about, or null
 * @param expiresAt after it the message is worth nothing any more
 * @param retracted taken back; then it has no words any more
 */
public record InboxMessage(String id, long seq, String topic, String subject, String text, String html,
		@Nullable String link, Instant createdAt, Instant expiresAt, @Nullable Instant seenAt, @Nullable Instant readAt,
		@Nullable Instant archivedAt, @Nullable Instant snoozedUntil, boolean retracted) {

	/** Without its words. */
	@Override
	public String toString() {
		return "InboxMessage[" + this.id + "]";
	}

}
