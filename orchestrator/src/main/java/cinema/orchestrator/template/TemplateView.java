package cinema.orchestrator.template;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import cinema.orchestrator.rendering.DraftLetter;
import cinema.orchestrator.rendering.Letter;
import cinema.orchestrator.rendering.TemplateFault;
import cinema.platform.text.MessageParts;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A template and its versions.
 *
 * @param published the version that is sent; 0 is that of the files
 * @param newest the newest one
 * @param variables what there is to print, by example; null in lists
 * @param versions the newest first, without their texts; null in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Template")
public record TemplateView(String name, List<String> files, int published, int newest,
		@Nullable Map<String, String> variables, @Nullable List<VersionView> versions) {

	/**
	 * A version.
	 *
	 * @param state {@code draft}, {@code published} while it is sent, or {@code earlier}
	 * @param author who saved it; null for that of the files
	 * @param texts by file; null in lists
	 * @param sample what it was tried with beside the samples of the files
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "TemplateVersion")
	public record VersionView(int number, String state, @Nullable String author, @Nullable Instant createdAt,
			@Nullable String note, @Nullable Instant publishedAt, @Nullable Map<String, String> texts,
			@Nullable String sample) {

		static final String DRAFT = "draft";

		static VersionView of(TemplateVersion version, int published, boolean whole) {
			String state = (version.number() == published) ? "published"
					: (version.publishedAt() != null) ? "earlier" : DRAFT;
			return new VersionView(version.number(), state, version.author(), version.createdAt(), version.note(),
					version.publishedAt(), whole ? version.texts() : null, whole ? version.sample() : null);
		}

		static VersionView ofFiles(int published, @Nullable Map<String, String> texts) {
			return new VersionView(0, (published == 0) ? "published" : "earlier", null, null, null, null, texts, null);
		}

	}

	/**
	 * A letter that nobody gets, or why there is none.
	 *
	 * @param htmlSize bytes of the html; mail programs cut off what is beyond 102 kB
	 * @param line where the fault is, or null
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "TemplatePreview")
	public record PreviewView(@Nullable String subject, @Nullable String html, @Nullable String text,
			@Nullable Integer htmlSize, @Nullable String fault, @Nullable Integer line) {

		/** Gmail's. */
		public static final int LARGEST = 102 * 1024;

		/** How telephones get it, where it is text alone; else null. */
		public @Nullable MessageParts message() {
			return (this.text != null && "".equals(this.html)) ? MessageParts.of(this.text) : null;
		}

		static PreviewView of(DraftLetter draft) {
			Letter letter = draft.letter();
			if (letter != null) {
				return new PreviewView(letter.subject(), letter.html(), letter.text(),
						letter.html().getBytes(StandardCharsets.UTF_8).length, null, null);
			}
			TemplateFault fault = Objects.requireNonNull(draft.fault());
			return new PreviewView(null, null, null, null, fault.reason(), (fault.line() > 0) ? fault.line() : null);
		}

	}

}
