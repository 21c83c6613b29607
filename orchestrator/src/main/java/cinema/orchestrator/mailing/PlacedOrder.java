package cinema.orchestrator.mailing;

import cinema.orchestrator.staff.Links;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/** A mailing that was ordered, and where to see what becomes of it. */
@Schema(name = "AcceptedMailing")
record PlacedOrder(@JsonProperty("event_type") String eventType, @JsonProperty("event_id") String eventId,
		String notice, @JsonProperty("workflow_id") String workflowId, Links links) {
}
