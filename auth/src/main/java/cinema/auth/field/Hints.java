package cinema.auth.field;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What a browser guesses of a new user. It refuses nobody: what cannot be used is left
 * out.
 *
 * @param ignored the names of what was left out
 */
public record Hints(@Nullable String timeZone, @Nullable String locale, @Nullable String phone, List<String> ignored) {

	public static Hints of(@Nullable String timeZone, @Nullable String locale, @Nullable String phone) {
		List<String> ignored = new ArrayList<>();
		return new Hints(usable("time_zone", timeZone, KnownZone.Check::isKnown, ignored),
				usable("locale", locale, (tag) -> tag.matches(LanguageTag.ONE), ignored),
				usable("phone", phone, (number) -> PhoneNumber.Check.e164(number) != null, ignored), ignored);
	}

	private static @Nullable String usable(String name, @Nullable String value, Predicate<String> known,
			List<String> ignored) {
		if (value == null || known.test(value)) {
			return value;
		}
		ignored.add(name);
		return null;
	}

}
