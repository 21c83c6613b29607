package cinema.orchestrator.journal;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A letter of a mailing's page as the journal has it.
 *
 * @param workflowId whose letter it is
 * @param posting the JSON as it was published last, or null when it never was
 */
public record OpenLetter(UUID id, String workflowId, JournalState state, int attempt, @Nullable String posting,
		@Nullable Instant retryAt) {
}
