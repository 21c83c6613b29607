package cinema.orchestrator.rendering;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A letter that is wanted.
 *
 * @param template for example {@code email/welcome}
 * @param locale a BCP 47 tag
 * @param values maps, lists, texts, numbers and booleans
 * @param images the content ids of the images that it shows, all and no others
 */
public record LetterRequest(String template, String locale, Map<String, @Nullable Object> values, Set<String> images) {

	/** One without images. */
	public LetterRequest(String template, String locale, Map<String, @Nullable Object> values) {
		this(template, locale, values, Set.of());
	}

}
