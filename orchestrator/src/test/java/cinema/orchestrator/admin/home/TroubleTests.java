package cinema.orchestrator.admin.home;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.admin.chart.HourChart;
import cinema.orchestrator.deadletter.DeadLetter.Source;
import cinema.orchestrator.deadletter.DeadLetterGroup;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TroubleTests {

	private static final Instant BEGIN = Instant.parse("2026-11-27T10:00:00Z");

	private static final LocalDate DAY = LocalDate.of(2026, 11, 26);

	private final HourChart chart = HourChart.of(Map.of(BEGIN, Map.of("DELIVERED", 300L, "REJECTED", 100L)), BEGIN,
			BEGIN.plusSeconds(3 * 3600));

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
				HourChart.of(Map.of(BEGIN, Map.of("DELIVERED", 300L, "REJECTED", 10L)), BEGIN, BEGIN.plusSeconds(60)),
				DAY))
			.isEmpty();
	}

}
