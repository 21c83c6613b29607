package cinema.platform.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

import org.apache.commons.text.similarity.LevenshteinDistance;

/** The name that somebody probably meant who wrote another one. */
public final class Nearest {

	private static final int NEAR = 2;

	private Nearest() {
	}

	/** The one among the known names that is close enough, or nothing. */
	public static Optional<String> to(String name, Collection<String> known) {
		LevenshteinDistance distance = new LevenshteinDistance();
		String given = plain(name);
		return known.stream()
			.min(Comparator.comparing((one) -> distance.apply(plain(one), given)))
			.filter((one) -> distance.apply(plain(one), given) <= Math.min(NEAR, given.length() / 2)
					|| (given.length() > NEAR && plain(one).contains(given)));
	}

	private static String plain(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

}
