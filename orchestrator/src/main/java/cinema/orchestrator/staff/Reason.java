package cinema.orchestrator.staff;

import java.util.regex.Pattern;

import cinema.orchestrator.problem.RefusedException;
import cinema.platform.text.Characters;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/** Why staff do something, in plain words. */
public final class Reason {

	/** One line with something to see on it, as the API describes it. */
	public static final String LINE = "^[^\\x00-\\x1f]*[^\\x00-\\x20][^\\x00-\\x1f]*$";

	/** In characters. */
	public static final int LONGEST = 200;

	private static final Pattern PATTERN = Pattern.compile(LINE);

	private Reason() {
	}

	/**
	 * The reason, or null when there is none.
	 * @throws RefusedException that names the field when it is no line
	 */
	public static @Nullable String require(String field, @Nullable String text) {
		if (text != null && (Characters.count(text) > LONGEST || !PATTERN.matcher(text).matches())) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, field, "has to be one line of 1 to 200 characters");
		}
		return text;
	}

}
