package cinema.orchestrator.draft;

import java.time.Instant;
import java.util.List;

import cinema.orchestrator.rehearsal.SourceAnswer;
import cinema.platform.problem.FieldProblem;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a draft comes to now.
 *
 * @param receivers the URL of its audience
 * @param count how many these are, or null where nobody can count
 * @param uncounted why nobody can, or null
 * @param needsApproval whether somebody has to approve it
 * @param context what each value of its context is
 * @param moments when it would be sent, five at most; none for at once
 * @param problems what it lacks to be submitted, each at its field
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MailingDraftCheck")
public record DraftCheck(String receivers, @Nullable Long count, @Nullable String uncounted, boolean needsApproval,
		List<SourceAnswer> context, List<Instant> moments, List<FieldProblem> problems) {
}
