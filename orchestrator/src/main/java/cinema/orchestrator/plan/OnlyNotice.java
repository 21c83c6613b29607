package cinema.orchestrator.plan;

import java.util.Map;

import cinema.workflows.plan.Event;

/** An event that asks for one of its notices alone, since the others were told before. */
public final class OnlyNotice {

	/** The detail of the event that names it. */
	public static final String DETAIL = "only_notice";

	private OnlyNotice() {
	}

	/** Leaves the one that the event names, where it names one. */
	static void keep(Event event, Map<String, ?> notices) {
		Object only = event.details().get(DETAIL);
		if (only != null) {
			notices.keySet().removeIf((name) -> !name.equals(only));
		}
	}

}
