package cinema.orchestrator.journal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the journal knows of one posting, without the letter.
 *
 * @param attempt the newest attempt, or 0 when it was never dispatched
 * @param fromService who announced the event, or null
 * @param heldUntil when it goes on, or null when it does not wait for a moment
 * @param attempts those that have come to something
 */
public record JournalRow(UUID id, String workflowId, String eventType, String eventId, String notice, String topic,
		String channel, @Nullable String userId, @Nullable String fromService, int attempt, String state,
		@Nullable String reason, Instant plannedAt, @Nullable Instant dispatchedAt, @Nullable Instant concludedAt,
		@Nullable Instant heldUntil, List<JournalAttempt> attempts) {

	/**
	 * One attempt to deliver, as the journal keeps it and the API shows it.
	 *
	 * @param at when its outcome became known
	 * @param outcome what it came to; null while nothing has been heard of it
	 * @param reason what the channel's server said, or why it was not sent
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "AttemptView")
	public record JournalAttempt(int number, @JsonProperty("dispatched_at") @Nullable Instant dispatchedAt,
			@Nullable Instant at, @Nullable String outcome, @Nullable String reason) {
	}

}
