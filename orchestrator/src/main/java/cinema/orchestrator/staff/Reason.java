package cinema.orchestrator.staff;

import java.util.regex.Pattern;

import cinema.platform.problem.RefusedException;
import cinema.platform.text.Characters;
import org.jspecify.annotations.Nullable;

/** Why staff do something, in plain words. */
public final class Reason {

	/** One line with something to see on it, as the API describes it. */
	private static final Pattern PATTERN = Pattern.compile("^[^\\x00-\\x1f]*[^\\x00-\\x20][^\\x00-\\x1f]*$");

	private static final int LONGEST = 200;

	private Reason() {
	}

	/**
	 * The reason, or null when there is none.
	 * @throws RefusedException that names the field when it is no line
	 */
	public static @Nullable String require(String field, @Nullable String text) {
		RefusedException.unless(text == null || (Characters.count(text) <= LONGEST && PATTERN.matcher(text).matches()),
				field, "has to be one line of 1 to 200 characters");
		return text;
	}

}
