package cinema.orchestrator.collected;

import java.time.Instant;

/**
 * What is collected and part of no letter.
 *
 * @param since when the oldest of it was collected
 * @param due when it is to be part of a letter, as far as was known last
 */
public record OpenItems(Instant since, Instant due) {
}
