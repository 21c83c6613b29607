package cinema.workflows.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The groups of a page that are not published yet, or not all of them. */
final class PageGroups {

	private final List<Waiting> waiting = new ArrayList<>();

	PageGroups(List<PageGroup> groups) {
		for (int place = 0; place < groups.size(); place++) {
			this.waiting.add(new Waiting(place, groups.get(place), 0, null));
		}
		this.waiting.sort((one, other) -> one.group().at().compareTo(other.group().at()));
	}

	@Nullable Waiting first() {
		return this.waiting.isEmpty() ? null : this.waiting.get(0);
	}

	/** The first group moved on, perhaps to its end. */
	void moved(PageDispatched dispatched) {
		Waiting first = this.waiting.remove(0);
		if (!dispatched.complete()) {
			this.waiting.add(0, new Waiting(first.place(), first.group(), dispatched.until(), dispatched.turn()));
		}
	}

	/** The rate has changed, and with it when their turns come. */
	void forgetTurns() {
		this.waiting.replaceAll((one) -> new Waiting(one.place(), one.group(), one.done(), null));
	}

	boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	/** How many wait for a moment that is to come. */
	int held(Instant now) {
		return this.waiting.stream()
			.filter((one) -> one.group().at().isAfter(now))
			.mapToInt((one) -> one.group().count() - one.done())
			.sum();
	}

	List<PageDispatch> takeAll(String mailingId, String pageId) {
		List<PageDispatch> all = this.waiting.stream()
			.map((one) -> new PageDispatch(mailingId, pageId, one.place(), one.done(), null))
			.toList();
		this.waiting.clear();
		return all;
	}

	/**
	 * A group that waits.
	 *
	 * @param place its place in the page's list
	 * @param done how many of it are published
	 * @param turn the part of the rate that it waits for, or null
	 */
	record Waiting(int place, PageGroup group, int done, @Nullable PageTurn turn) {

		Instant at() {
			return (this.turn != null) ? this.turn.at() : this.group.at();
		}

		boolean isDueAt(Instant now) {
			return !at().isAfter(now);
		}

	}

}
