package cinema.orchestrator.rendering;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A letter that is wanted.
 *
 * @param template for example {@code email/welcome}
 * @param locale a BCP 47 tag
 * @param values maps, lists, texts, numbers and booleans
 */
public record LetterRequest(String template, String locale, Map<String, @Nullable Object> values) {
}
