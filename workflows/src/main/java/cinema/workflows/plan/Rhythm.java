package cinema.workflows.plan;

import java.util.Locale;

/** How often somebody wants to hear of a topic that can be collected. */
public enum Rhythm {

	AT_ONCE, DAILY, WEEKLY;

	/** As JSON and people's preferences say it, for example {@code at_once}. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
