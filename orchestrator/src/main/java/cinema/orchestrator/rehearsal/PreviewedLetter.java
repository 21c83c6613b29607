package cinema.orchestrator.rehearsal;

import java.util.List;

import cinema.orchestrator.attachment.LetterFile;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A letter as somebody would get it.
 *
 * @param userId whose data it shows, or null for nobody's
 * @param size of the html, in bytes
 * @param problem why there is no letter, or null
 * @param files its files, by their names; null when it has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "PreviewedLetter")
public record PreviewedLetter(String channel, String language, @Nullable String userId, @Nullable String subject,
		@Nullable String html, @Nullable String text, int size, @Nullable String problem,
		@Nullable List<LetterFile> files) {
}
