package cinema.orchestrator.draft;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What was submitted once; its content never changes.
 *
 * @param receivers how many there were then, or null where nobody could count
 * @param decision what became of it: a state, or WITHDRAWN
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MailingDraftRevision")
public record Revision(int number, DraftContent content, @Nullable Long receivers, String submittedBy,
		Instant submittedAt, @Nullable String decision, @Nullable String decidedBy, @Nullable Instant decidedAt,
		@Nullable String reason) {
}
