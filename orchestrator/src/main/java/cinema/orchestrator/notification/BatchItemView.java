package cinema.orchestrator.notification;

import cinema.orchestrator.problem.FieldProblem;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event of a batch.
 *
 * @param status as the event would have been answered alone
 * @param accepted the event, or null when it was refused
 * @param error why it was refused, or null
 */
record BatchItemView(int status, @Nullable AcceptedView accepted, @Nullable FieldProblem error) {
}
