package cinema.orchestrator.template;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A version as its author wants it.
 *
 * @param after the newest version that they have seen: what others saved since is not
 * lost
 * @param texts by file, for example {@code email/welcome_ru.md}
 * @param note what is new, or null
 * @param sample JSON with {@code details} and {@code context} which it has to take,
 * beside those of the files; or null
 */
public record TemplateDraft(int after, Map<String, String> texts, @Nullable String note, @Nullable String sample) {

	public TemplateDraft {
		note = blank(note);
		sample = blank(sample);
	}

	private static @Nullable String blank(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : text.strip();
	}

}
