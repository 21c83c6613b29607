package cinema.orchestrator.rehearsal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a value of a template's context is now.
 *
 * @param answer the beginning of it as JSON, or null
 * @param problem why there is none, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ContextAnswer")
public record SourceAnswer(String name, @Nullable String answer, @Nullable String problem) {

	private static final int LONGEST = 600;

	static SourceAnswer of(String name, String json) {
		return new SourceAnswer(name, (json.length() > LONGEST) ? json.substring(0, LONGEST) + "\u2026" : json, null);
	}

}
