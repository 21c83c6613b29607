package cinema.orchestrator.letter;

import org.jspecify.annotations.Nullable;

/**
 * A posting that is stored and may be published.
 *
 * @param json what is published; empty when nothing is
 * @param suppressed why nothing is published, or null
 */
public record WrittenPosting(String json, @Nullable String suppressed) {
}
