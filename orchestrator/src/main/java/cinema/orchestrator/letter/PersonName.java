package cinema.orchestrator.letter;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

	private static final Pattern SPACES = Pattern.compile("[\\p{Cc}\\p{Z}]+");

	/** What turns the direction of writing, for example; emoji and Persian need two. */
	private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cs}\\p{Co}&&[^\\u200c\\u200d]]");

	private static final Pattern LINK = Pattern
		.compile("(?i)://|@|^\\W*www[.\\u3002]|^\\W*[a-z][a-z0-9+.-]*:\\S|[.\\u3002][^.\\s]+[/:?#]");

	/** As a full stop between two sentences has it: {@code evil. com} is no host. */
	private static final Pattern JOINING_DOT = Pattern.compile("[.\\u3002]+(?=[^.\\u3002\\s])");

	private PersonName() {
	}

	/** Null when nothing is left. */
	static @Nullable String of(@Nullable String said) {
		if (said == null || (said.length() <= LONGEST && PLAIN.matcher(said).matches())) {
			return said;
		}
		String line = SPACES.matcher(Normalizer.normalize(said, Normalizer.Form.NFKC)).replaceAll(" ");
		String words = Arrays.stream(UNSEEN.matcher(line).replaceAll("").split(" "))
			.filter((word) -> !LINK.matcher(word).find())
			.collect(Collectors.joining(" "));
		String name = withoutNumber(JOINING_DOT.matcher(words).replaceAll(". ")).strip();
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
