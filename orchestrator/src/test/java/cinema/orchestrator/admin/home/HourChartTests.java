package cinema.orchestrator.admin.home;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import cinema.orchestrator.admin.home.HourChart.Bar;
import cinema.orchestrator.deadletter.DeadLetter.Source;
import cinema.orchestrator.deadletter.DeadLetterGroup;
import cinema.orchestrator.journal.JournalHours.Hour;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HourChartTests {

	private static final Instant BEGIN = Instant.parse("2026-11-27T10:00:00Z");

	private static final LocalDate DAY = LocalDate.of(2026, 11, 26);

	private final HourChart chart = HourChart.of(List.of(new Hour(BEGIN, "DELIVERED", 300),
			new Hour(BEGIN, "REJECTED", 100), new Hour(BEGIN.plusSeconds(7200), "SUPPRESSED", 1)), BEGIN,
			BEGIN.plusSeconds(3 * 3600));

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
	void namesWhatIsDeadAndWhy() {
		assertThat(Trouble
			.of(List.of(new DeadLetterGroup(Source.values()[0], "events", "UNREADABLE", null, 3, BEGIN, BEGIN),
					new DeadLetterGroup(Source.values()[0], "events", "UNKNOWN_TYPE", null, 4, BEGIN, BEGIN))))
			.containsExactly(new Trouble("dead-letters", "7", "UNREADABLE, UNKNOWN_TYPE", "/admin/dead-letters",
					"dead-letters:read"));
		assertThat(Trouble.of(List.of())).isEmpty();
	}

	@Test
	void callsARefusalTroubleWhenThereAreTooMany() {
		assertThat(Trouble.of(List.of(), this.chart, DAY)).extracting(Trouble::kind)
			.containsExactly("letters-rejected");
		assertThat(Trouble.of(List.of(),
				HourChart.of(List.of(new Hour(BEGIN, "DELIVERED", 300), new Hour(BEGIN, "REJECTED", 10)), BEGIN,
						BEGIN.plusSeconds(60)),
				DAY))
			.isEmpty();
	}

}
