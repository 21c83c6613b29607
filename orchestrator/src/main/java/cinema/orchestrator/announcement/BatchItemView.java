package cinema.orchestrator.announcement;

import cinema.platform.problem.FieldProblem;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event of a batch.
 *
 * @param status as the event would have been answered alone
 * @param accepted the event, or null when it was refused
 * @param error why it was refused, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BatchItemView(int status, @Nullable AcceptedView accepted, @Nullable FieldProblem error) {
}
