package cinema.platform.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did.
 *
 * @param act for example {@code cancelled}
 * @param target what it was done to, for example an id of a workflow, or {@code user} and
 * an id
 * @param by a service or a user, by name or id
 * @param client the program that a person used, or null
 * @param address from where, or null
 * @param reason why, in plain words, or what it was changed to; or null
 * @param before what was there, without secrets, or null
 * @param after what is there since, without secrets, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(UUID id, Instant at, String act, String target, String by, @Nullable String client,
		@Nullable String address, @Nullable String reason, @Nullable Map<String, @Nullable Object> before,
		@Nullable Map<String, @Nullable Object> after) {
}
