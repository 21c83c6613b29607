package cinema.workflows.page;

import java.time.Instant;

/**
 * Receivers of a page who may be told at the same moment.
 *
 * @param at the moment: their morning, their hour, or now
 * @param deadline from then on the letter is worth nothing to them
 * @param zone a zone that one of them lives in, for people to read
 */
public record PageGroup(Instant at, Instant deadline, int count, String zone) {
}
