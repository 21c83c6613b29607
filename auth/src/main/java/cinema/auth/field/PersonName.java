package cinema.auth.field;

import org.jspecify.annotations.Nullable;

/** What a person may be called: one line that reads in one direction. */
public final class PersonName {

	/** Without control characters, line ends and what turns the direction of writing. */
	public static final String ONE_LINE = "^[^\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$";

	private static final int LONGEST = 100;

	private PersonName() {
	}

	/** A name as another company tells it, or null when nothing of it is left. */
	public static @Nullable String clean(@Nullable String name) {
		String clean = (name != null) ? name.codePoints()
			.mapToObj((point) -> Character.toString(point).matches(ONE_LINE) ? Character.toString(point) : " ")
			.limit(LONGEST)
			.reduce("", String::concat)
			.strip() : "";
		return clean.isEmpty() ? null : clean;
	}

}
