package cinema.orchestrator.notification;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Where to move what is held. */
record Move(@JsonProperty("send_at") @Nullable String sendAt) {
}
