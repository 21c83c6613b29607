package cinema.orchestrator.journal;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Where one receiver of a mailing is.
 *
 * @param at when that became so
 */
public record JournalOutcome(@Nullable String userId, String channel, String state, @Nullable String reason,
		int attempts, Instant at, String postingId) {
}
