package cinema.orchestrator.explanation;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What became of everything that was meant for a person, or could have been.
 *
 * @param now what holds for the person now, by auth, in plain words
 * @param note what is missing here, or null
 * @param next where the next page is, or null when this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explanation(String userId, Instant from, Instant to, List<String> now, @Nullable String note,
		List<Story> items, @Nullable String next) {
}
