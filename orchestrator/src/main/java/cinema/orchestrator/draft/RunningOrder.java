package cinema.orchestrator.draft;

import java.util.UUID;

/**
 * A workflow that sees a submitted draft to its mailing.
 *
 * @param runId Temporal's id of this submission
 */
record RunningOrder(UUID draft, int revision, String runId) {
}
