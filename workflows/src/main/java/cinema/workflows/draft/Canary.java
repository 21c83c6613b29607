package cinema.workflows.draft;

import java.time.Duration;

/**
 * A part of an audience that is told before the rest.
 *
 * @param percent how large it is
 * @param pause how long the rest waits after it
 * @param mostFailed how many percent of its letters may fail, or the rest is not told
 */
public record Canary(int percent, Duration pause, int mostFailed) {
}
