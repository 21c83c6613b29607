package cinema.workflows.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import cinema.workflows.SearchAttributes;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * Until when an event is held, as a search finds it: the first of the moments for which
 * its notices wait, and nothing while one of them is stuck, since whoever looks for
 * trouble leaves out what is held. Each change is an event of the history, so what ends
 * at once, or waits again, is not shown in between.
 */
final class ShownHold {

	private final Map<String, Instant> held = new TreeMap<>();

	private final Set<String> stuck = new TreeSet<>();

	/** Notices that were shown once: before, the turns of their steps were not again. */
	private final Set<String> found = new TreeSet<>();

	private @Nullable Instant shown;

	/** Whether it is shown again and taken away: events of before were shown once. */
	static boolean isTruthful() {
		return Workflow.getVersion("held-again", Workflow.DEFAULT_VERSION, 1) == 1;
	}

	/**
	 * A notice waits until then.
	 * @param turn whether for the turn of a step
	 */
	void hold(String notice, Instant moment, boolean turn) {
		this.stuck.remove(notice);
		this.held.put(notice, moment);
		boolean first = this.found.add(notice);
		if (first || !turn) {
			upsert();
		}
		else {
			showIfChanged();
		}
	}

	/** It does not wait any more; what it does next may take no time. */
	void wake(String notice) {
		this.held.remove(notice);
	}

	/** It waits for something else, or has ended. */
	void goesOn(String notice) {
		this.held.remove(notice);
		this.stuck.remove(notice);
		showIfChanged();
	}

	/** What it needs is tried again until it works. */
	void isStuck(String notice) {
		this.held.remove(notice);
		this.stuck.add(notice);
		showIfChanged();
	}

	private @Nullable Instant wanted() {
		return this.stuck.isEmpty() ? this.held.values().stream().min(Comparator.naturalOrder()).orElse(null) : null;
	}

	private void showIfChanged() {
		if (!Objects.equals(wanted(), this.shown) && isTruthful()) {
			upsert();
		}
	}

	private void upsert() {
		Instant moment = wanted();
		this.shown = moment;
		Workflow.upsertTypedSearchAttributes(
				(moment != null) ? SearchAttributes.HELD_UNTIL.valueSet(moment.atOffset(ZoneOffset.UTC))
						: SearchAttributes.HELD_UNTIL.valueUnset());
	}

}
