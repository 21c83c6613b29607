package cinema.orchestrator.notification;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where to move what is held. */
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record Move(@Schema(description = "ISO 8601 with an offset: before the deadline, and not in the receiver's night",
		types = {
				"string", "null" },
		format = "date-time", example = "2026-11-24T09:30:00Z") @JsonProperty("send_at") @Nullable String sendAt){
}
