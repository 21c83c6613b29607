package cinema.workflows.page;

import java.time.Instant;

/**
 * A part of the rate of a mailing that one of its pages was given.
 *
 * @param at from when on the letters may be published
 * @param letters how many
 * @param series the turns that were given since the rate was last decided; those of
 * another series are worth nothing
 */
public record PageTurn(Instant at, int letters, int series) {
}
