package cinema.orchestrator.staff;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did.
 *
 * @param what for example {@code cancelled}
 * @param by a service or a user, by name or id
 * @param reason why, in plain words, or what it was changed to; or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(@Schema(example = "cancelled") String what, @Schema(example = "service laptop") String by,
		Instant at, @Nullable String reason) {
}
