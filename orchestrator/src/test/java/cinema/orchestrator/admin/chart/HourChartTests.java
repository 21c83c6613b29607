package cinema.orchestrator.admin.chart;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import cinema.orchestrator.admin.chart.HourChart.Bar;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HourChartTests {

	private static final Instant BEGIN = Instant.parse("2026-11-27T10:00:00Z");

	private final HourChart chart = HourChart.of(Map.of(BEGIN, Map.of("DELIVERED", 300L, "REJECTED", 100L),
			BEGIN.plusSeconds(7200), Map.of("SUPPRESSED", 1L)), BEGIN, BEGIN.plusSeconds(3 * 3600));

	@Test
	void drawsEachHourToTheScaleOfTheHighest() {
		assertThat(this.chart.most()).isEqualTo(400);
		assertThat(this.chart.columns()).hasSize(3);
		assertThat(this.chart.columns().get(0).bars()).containsExactly(new Bar("good", 0, 40, 120, 300),
				new Bar("bad", 0, 0, 40, 100));
		assertThat(this.chart.columns().get(1).bars()).as("a gap is a gap").isEmpty();
		assertThat(this.chart.columns().get(2).bars()).as("one letter can be seen")
			.containsExactly(new Bar("none", 60, 158, 2, 1));
	}

	@Test
	void hasTheSameNumbersForTheTable() {
		assertThat(this.chart.outcomes()).containsExactly("DELIVERED", "REJECTED", "SUPPRESSED");
		assertThat(this.chart.columns().get(0).letters("REJECTED")).isEqualTo(100);
		assertThat(this.chart.total("DELIVERED")).isEqualTo(300);
	}

	@Test
	void drawsSeveralHoursAsOneBarWhereThereAreMany() {
		Instant last = BEGIN.plus(Duration.ofDays(14)).minus(Duration.ofHours(1));

		HourChart weeks = HourChart.of(Map.of(BEGIN, Map.of("DELIVERED", 2L), BEGIN.plus(Duration.ofHours(1)),
				Map.of("DELIVERED", 3L), last, Map.of("DELIVERED", 4L)), BEGIN, last.plus(Duration.ofHours(1)));

		assertThat(weeks.columns()).hasSizeBetween(24, 48);
		assertThat(weeks.most()).isEqualTo(5);
		assertThat(weeks.total("DELIVERED")).isEqualTo(9);
	}

}
