package cinema.orchestrator.staff;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did.
 *
 * @param what for example {@code cancelled}
 * @param by a service or a user, by name or id
 * @param reason why, in plain words, or what it was changed to; or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(String what, String by, Instant at, @Nullable String reason) {
}
