package cinema.orchestrator.order;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import cinema.platform.text.Characters;
import org.jspecify.annotations.Nullable;

/** The fields of an order; whatever is wrong with one is said by its name. */
final class OrderFields {

	private final Map<String, ? extends @Nullable Object> fields;

	OrderFields(Map<String, ? extends @Nullable Object> fields) {
		this.fields = fields;
	}

	@Nullable Object get(String name) {
		return this.fields.get(name);
	}

	/** A text, or null when the field is missing. */
	@Nullable String text(String name, int longest) {
		Object value = this.fields.get(name);
		if (value == null) {
			return null;
		}
		if (!(value instanceof String text) || text.isBlank() || Characters.count(text) > longest) {
			throw new OrderRefusedException(name, "has to be a text of 1 to " + longest + " characters");
		}
		return text.strip();
	}

	String requiredText(String name, int longest) {
		String value = text(name, longest);
		if (value == null) {
			throw new OrderRefusedException(name, "is missing");
		}
		return value;
	}

	/**
	 * One of these words, in letters of any size; the first when the field is missing.
	 */
	String oneOf(String name, String reason, String... words) {
		String value = text(name, 20);
		String word = (value != null) ? value.toLowerCase(Locale.ROOT) : words[0];
		OrderRefusedException.unless(List.of(words).contains(word), name, reason);
		return word;
	}

	/** A word of a-z, 0-9 and _, or null when the field is missing. */
	@Nullable String word(String name) {
		String value = text(name, 60);
		OrderRefusedException.unless(value == null || value.matches("[a-z0-9_]+"), name, "has to be of a-z, 0-9 and _");
		return value;
	}

}
