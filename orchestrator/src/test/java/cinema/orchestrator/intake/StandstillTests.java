package cinema.orchestrator.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import cinema.orchestrator.intake.Standstill.Place;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StandstillTests {

	private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

	private static final TopicPartition FIRST = new TopicPartition("events", 0);

	private static final TopicPartition SECOND = new TopicPartition("events", 1);

	private final Standstill standstill = new Standstill();

	@Test
	void tellsOfOnePartitionThatStandsBesideOthersThatMove() {
		assertThat(longest(0, new Place(5, 1), new Place(10, 3))).isZero();
		assertThat(longest(15, new Place(5, 4), new Place(12, 3))).hasSeconds(15);
		assertThat(longest(300, new Place(5, 4), new Place(90, 1))).hasMinutes(5);
		assertThat(longest(315, new Place(9, 1), new Place(90, 1))).hasSeconds(15);
	}

	@Test
	void isNoneWhereNothingWaits() {
		longest(0, new Place(5, 0), new Place(10, 0));

		assertThat(longest(3600, new Place(5, 0), new Place(10, 0))).isZero();
		assertThat(this.standstill.longest(Map.of(), NOON)).isZero();
	}

	private Duration longest(int seconds, Place first, Place second) {
		return this.standstill.longest(Map.of(FIRST, first, SECOND, second), NOON.plusSeconds(seconds));
	}

}
