package cinema.orchestrator.collected;

import java.time.Instant;

/**
 * A letter that was closed, and of which nobody knows whether it is announced.
 *
 * @param id of the event by which it is told
 * @param closedAt when it was closed
 */
public record CollectedLetter(String id, Instant closedAt) {
}
