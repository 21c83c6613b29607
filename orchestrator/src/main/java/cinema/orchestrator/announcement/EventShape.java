package cinema.orchestrator.announcement;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event as the API describes it; it is read by the rules of the Kafka topic. */
@Schema(name = "Event", description = "A fact; `event_type` or `event` names it. Other fields are kept as they are.",
		additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
record EventShape(
		@Schema(description = "Its identity together with the type; nothing personal; one is made when it is missing",
				pattern = "^[A-Za-z0-9._:-]{1,200}$", types = {
						"string", "null" }) @Nullable String id,
		@Schema(description = "One that the catalogue knows; `_event` at its end is left out",
				types = { "string", "null" },
				example = "user_changed_password_successfully") @JsonProperty("event_type") @Nullable String eventType,
		@Schema(description = "In the place of `event_type`", types = { "string", "null" }) @Nullable String event,
		@Schema(description = "1 to 60 of A-Z, a-z, 0-9 and . _ -; anything else is left out",
				types = { "string", "number", "boolean", "object", "array", "null" },
				example = "shop") @JsonProperty("from_service") @Nullable Object fromService,
		@Schema(description = "Not in the future; now, when it is missing", types = { "string", "null" },
				format = "date-time") @JsonProperty("occurred_at") @Nullable String occurredAt,
		@Schema(types = { "object", "null" },
				additionalProperties = Schema.AdditionalPropertiesValue.TRUE) @Nullable Map<String, Object> details){

}
