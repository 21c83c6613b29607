package cinema.dev.bench;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be measured by itself. */
public enum BenchPart {

	SINGLE, HELD, MAILING, GROWTH, PAGES;

	/** What is measured when nobody chooses: growth and pages take their time. */
	public static final Set<BenchPart> ALL = Set.copyOf(EnumSet.complementOf(EnumSet.of(GROWTH, PAGES)));

	/**
	 * For example {@code mailing}.
	 * @throws IllegalArgumentException when there is no such part
	 */
	public static BenchPart of(String name) {
		return valueOf(name.toUpperCase(Locale.ROOT));
	}

}
