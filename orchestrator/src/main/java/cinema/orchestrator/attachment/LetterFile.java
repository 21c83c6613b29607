package cinema.orchestrator.attachment;

import java.util.List;

import cinema.workflows.contract.Attachment;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A file of a letter, for people to read.
 *
 * @param name what the receiver sees it called
 * @param type its media type
 * @param contentId by which the letter shows it, or null for a file beside the letter
 * @param url where it was ordered from; null where a letter is shown, whose file may be
 * its receiver's own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "LetterFile")
public record LetterFile(String name, String type, @Nullable String contentId, @Nullable String url) {

	/** The files of a letter; null when it has none. */
	public static @Nullable List<LetterFile> of(@Nullable List<Attachment> files) {
		return (files == null || files.isEmpty()) ? null
				: files.stream()
					.map((file) -> new LetterFile(file.name(), file.type(), file.contentId(), null))
					.toList();
	}

	/** The files of a mailing as they were ordered; null when it has none. */
	public static @Nullable List<LetterFile> ordered(@Nullable List<Attachment> files) {
		return (files == null) ? null
				: files.stream()
					.map((file) -> new LetterFile(file.name(), file.type(), file.contentId(), file.url()))
					.toList();
	}

}
