package cinema.platform.text;

/**
 * Counts the characters of Unicode, as JSON Schema does (RFC 8259); Java's own length has
 * two for an emoji.
 */
public final class Characters {

	private Characters() {
	}

	/** How many there are. */
	public static int count(CharSequence text) {
		return Character.codePointCount(text, 0, text.length());
	}

}
