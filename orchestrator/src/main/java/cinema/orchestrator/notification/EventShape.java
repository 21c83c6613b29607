package cinema.orchestrator.notification;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event as the API describes it; it is read by the rules of the Kafka topic. */
@Schema(name = "Event", description = "A fact; other fields are kept as they are. `event` is read for `event_type`.",
		additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
record EventShape(
		@Schema(description = "Its identity together with the type; nothing personal",
				pattern = "^[A-Za-z0-9._:-]{1,200}$", type = "string") @Nullable String id,
		@Schema(description = "One that the catalogue knows", type = "string",
				example = "user_changed_password_successfully",
				requiredMode = Schema.RequiredMode.REQUIRED) @JsonProperty("event_type") String eventType,
		@Schema(type = "string", example = "shop") @JsonProperty("from_service") @Nullable String fromService,
		@Schema(description = "Not in the future; now, when it is missing", type = "string",
				format = "date-time") @JsonProperty("occurred_at") @Nullable String occurredAt,
		@Schema(types = "object",
				additionalProperties = Schema.AdditionalPropertiesValue.TRUE) @Nullable Map<String, Object> details) {
}
