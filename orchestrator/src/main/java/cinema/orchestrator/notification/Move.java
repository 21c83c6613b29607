package cinema.orchestrator.notification;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where to move what is held. */
record Move(@Schema(description = "ISO 8601 with an offset; now or a past moment sends at once",
		requiredMode = Schema.RequiredMode.REQUIRED, type = "string", format = "date-time",
		example = "2026-11-24T09:30:00Z") @JsonProperty("send_at") @Nullable String sendAt) {
}
