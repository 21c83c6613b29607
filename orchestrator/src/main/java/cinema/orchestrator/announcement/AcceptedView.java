package cinema.orchestrator.announcement;

import cinema.orchestrator.staff.Links;
import com.fasterxml.jackson.annotation.JsonProperty;

/** An event that Kafka has, and the workflow that it becomes. */
record AcceptedView(@JsonProperty("event_type") String eventType, String id,
		@JsonProperty("workflow_id") String workflowId, Links links) {
}
