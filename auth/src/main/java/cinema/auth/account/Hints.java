package cinema.auth.account;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import cinema.auth.field.KnownZone;
import cinema.auth.field.LanguageTag;
import cinema.auth.field.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * What a browser guesses of a new user. It refuses nobody: what cannot be used is left
 * out.
 *
 * @param ignored the names of what was left out
 */
record Hints(@Nullable String timeZone, @Nullable String locale, @Nullable String phone, List<String> ignored) {

	static Hints of(@Nullable String timeZone, @Nullable String locale, @Nullable String phone) {
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
