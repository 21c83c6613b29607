package cinema.orchestrator.letter;

import java.util.regex.Pattern;

import cinema.orchestrator.rendering.Unlinked;
import org.jspecify.annotations.Nullable;

/**
 * What somebody calls themselves, as it may stand in a letter: one line, and nothing that
 * a mail program turns into a link.
 */
final class PersonName {

	private static final int LONGEST = 100;

	/** More of them are a telephone number. */
	private static final int MOST_DIGITS = 4;

	private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{M}'-]+(?: [\\p{L}\\p{M}'-]+){0,5}");

	private PersonName() {
	}

	/** Null when nothing is left. */
	static @Nullable String of(@Nullable String said) {
		if (said == null || (said.length() <= LONGEST && PLAIN.matcher(said).matches())) {
			return said;
		}
		String name = withoutNumber(Unlinked.of(said)).strip();
		return name.isEmpty() ? null : name.substring(0, name.offsetByCodePoints(0, length(name)));
	}

	private static int length(String name) {
		return Math.min(LONGEST, name.codePointCount(0, name.length()));
	}

	private static String withoutNumber(String name) {
		return (name.chars().filter(Character::isDigit).count() > MOST_DIGITS)
				? name.replaceAll("\\S*\\p{Nd}\\S*\\s*", "") : name;
	}

}
