package cinema.orchestrator.journal;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

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
