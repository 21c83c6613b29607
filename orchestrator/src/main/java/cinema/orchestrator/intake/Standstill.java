package cinema.orchestrator.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * For how long partitions have had events to take, and taken none: whatever holds them
 * up, on whichever instance.
 */
final class Standstill {

	private final Map<TopicPartition, Since> known = new HashMap<>();

	/** The longest time of all; none while each moves or has nothing to take. */
	Duration longest(Map<TopicPartition, Place> places, Instant now) {
		this.known.keySet().retainAll(places.keySet());
		places.forEach((partition, place) -> this.known.compute(partition, (key, before) -> next(before, place, now)));
		return this.known.values()
			.stream()
			.map((since) -> Duration.between(since.at(), now))
			.max(Comparator.naturalOrder())
			.orElse(Duration.ZERO);
	}

	private static Since next(@Nullable Since before, Place place, Instant now) {
		if (before != null && place.behind() > 0 && place.offset() == before.offset()) {
			return before;
		}
		return new Since(place.offset(), now);
	}

	/**
	 * Where a group is in a partition.
	 *
	 * @param offset what it takes next
	 * @param behind how many it has not taken
	 */
	record Place(long offset, long behind) {
	}

	private record Since(long offset, Instant at) {
	}

}
