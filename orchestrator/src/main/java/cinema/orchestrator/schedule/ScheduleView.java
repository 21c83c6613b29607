package cinema.orchestrator.schedule;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A schedule as the API shows it.
 *
 * @param definition what was ordered
 * @param note why it is paused or was resumed
 * @param next when it fires next
 * @param fired its last firings; null in lists, as are the counts
 * @param missed how many firings came too late for its catch-up window
 * @param skipped how many were left out since the mailing before was still on its way
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MailingSchedule")
record ScheduleView(String id,
		@Schema(implementation = Object.class, types = "object", description = "What was ordered",
				additionalProperties = Schema.AdditionalPropertiesValue.TRUE) JsonNode definition,
		boolean paused, @Nullable String note, List<Instant> next, @Nullable List<Firing> fired, @Nullable Long missed,
		@Nullable Long skipped, @JsonProperty("created_at") @Nullable Instant createdAt) {

	/**
	 * One firing.
	 *
	 * @param due when it was to fire
	 * @param at when it did
	 */
	record Firing(Instant due, Instant at, @JsonProperty("workflow_id") String workflowId) {
	}

}
