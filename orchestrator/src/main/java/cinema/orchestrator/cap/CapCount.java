package cinema.orchestrator.cap;

import java.time.Duration;

/**
 * How many letters of a class somebody has had within its window.
 *
 * @param letters at most
 */
public record CapCount(String letterClass, int used, int letters, Duration window) {
}
