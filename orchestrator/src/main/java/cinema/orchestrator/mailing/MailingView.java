package cinema.orchestrator.mailing;

import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A mailing as the API shows it.
 *
 * @param status {@code RUNNING}, {@code PAUSED}, or how it ended
 * @param reason why it ended so, or null while it runs
 * @param rate letters per second, 0 for as many as possible
 * @param receivers how many have which outcome, counted now; null in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MailingView(@JsonProperty("event_type") String eventType, @JsonProperty("event_id") String eventId,
		String notice, @JsonProperty("workflow_id") String workflowId, String status, @Nullable String reason,
		double rate, @JsonProperty("created_at") Instant createdAt, @JsonProperty("ended_at") @Nullable Instant endedAt,
		@Nullable Map<String, Long> receivers) {

	MailingView with(Map<String, Long> counted) {
		return new MailingView(this.eventType, this.eventId, this.notice, this.workflowId, this.status, this.reason,
				this.rate, this.createdAt, this.endedAt, counted);
	}

}
