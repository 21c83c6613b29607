package cinema.orchestrator.rehearsal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A letter as somebody would get it.
 *
 * @param userId whose data it shows, or null for nobody's
 * @param size of the html, in bytes
 * @param problem why there is no letter, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "PreviewedLetter")
public record PreviewedLetter(String channel, String language, @Nullable String userId, @Nullable String subject,
		@Nullable String html, @Nullable String text, int size, @Nullable String problem) {
}
