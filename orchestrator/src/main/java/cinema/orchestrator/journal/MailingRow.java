package cinema.orchestrator.journal;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One receiver of a mailing as the journal keeps him.
 *
 * @param posting the JSON that is published, or null when nothing is
 * @param reason why nothing is published, or null
 * @param domain of the address, or null where there is none
 */
public record MailingRow(UUID id, @Nullable String userId, String channel, @Nullable String posting, JournalState state,
		@Nullable String reason, @Nullable String domain) {

	public static MailingRow dispatched(UUID id, @Nullable String userId, String channel, String posting,
			@Nullable String domain) {
		return new MailingRow(id, userId, channel, posting, JournalState.DISPATCHED, null, domain);
	}

	/** Somebody who is not told. */
	public static MailingRow ended(UUID id, @Nullable String userId, String channel, JournalState state,
			String reason) {
		return new MailingRow(id, userId, channel, null, state, reason, null);
	}

}
