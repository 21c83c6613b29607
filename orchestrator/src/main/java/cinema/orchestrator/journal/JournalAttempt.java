package cinema.orchestrator.journal;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** What one attempt came to. */
public record JournalAttempt(int number, @Nullable Instant dispatchedAt, @Nullable Instant at, String outcome,
		@Nullable String reason) {
}
