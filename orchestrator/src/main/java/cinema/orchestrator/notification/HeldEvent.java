package cinema.orchestrator.notification;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * An event with a posting that waits; its own address says which, and why.
 *
 * @param takenAt when its workflow was started
 * @param heldUntil when the first of its postings goes on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HeldEvent(@JsonProperty("event_type") String eventType, @JsonProperty("event_id") String eventId,
		@JsonProperty("user_id") @Nullable String userId, @JsonProperty("taken_at") Instant takenAt,
		@JsonProperty("held_until") Instant heldUntil, Links links) {
}
