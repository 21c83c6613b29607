package cinema.orchestrator.journal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What the journal knows of one posting, without the letter.
 *
 * @param attempt the newest attempt, or 0 when it was never dispatched
 * @param attempts those that have come to something
 */
public record JournalRow(UUID id, String workflowId, String eventType, String eventId, String notice, String topic,
		String channel, @Nullable String userId, int attempt, String state, @Nullable String reason, Instant plannedAt,
		@Nullable Instant dispatchedAt, @Nullable Instant concludedAt, List<JournalAttempt> attempts) {
}
