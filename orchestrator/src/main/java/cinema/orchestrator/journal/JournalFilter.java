package cinema.orchestrator.journal;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which postings to list; null is any.
 *
 * @param from the earliest moment of planning
 * @param to the first moment that is too late
 */
public record JournalFilter(@Nullable String userId, @Nullable String eventType, @Nullable String outcome,
		@Nullable Instant from, @Nullable Instant to) {
}
