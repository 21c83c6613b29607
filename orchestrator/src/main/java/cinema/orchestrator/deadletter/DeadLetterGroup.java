package cinema.orchestrator.deadletter;

import java.time.Instant;

import cinema.orchestrator.deadletter.DeadLetter.Source;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters that wait for the same reason.
 *
 * @param detail the words of one of them, or null
 * @param count how many wait
 * @param firstAt when the first of them died
 * @param lastAt when the last of them died
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetterGroup(Source source, String origin, String reason, @Nullable String detail, long count,
		Instant firstAt, Instant lastAt) {
}
