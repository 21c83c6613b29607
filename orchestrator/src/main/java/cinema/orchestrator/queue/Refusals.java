package cinema.orchestrator.queue;

import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;

import org.jspecify.annotations.Nullable;

/** What the broker would not take of a batch, by its numbers on the channel. */
final class Refusals {

	private final NavigableSet<Long> refused = new ConcurrentSkipListSet<>();

	private volatile long first;

	/** The number that the first message of the batch is going to have. */
	void countFrom(@Nullable Long next) {
		this.first = (next != null) ? next : 0;
	}

	void add(long number, boolean andAllBefore) {
		for (long each = andAllBefore ? this.first : number; each <= number; each++) {
			this.refused.add(each);
		}
	}

	/** Whether the message at this place of the batch, counted from 0, was refused. */
	boolean contain(int place) {
		return this.refused.contains(this.first + place);
	}

}
