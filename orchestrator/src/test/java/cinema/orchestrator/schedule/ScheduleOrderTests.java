package cinema.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

import cinema.platform.problem.RefusedException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.schedules.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScheduleOrderTests {

	private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

	@ParameterizedTest
	@CsvSource({ "skip,SKIP", "buffer_one,BUFFER_ONE", "buffer_all,BUFFER_ALL", "ALLOW_ALL,ALLOW_ALL",
			"cancel_other,CANCEL_OTHER" })
	void tellsTemporalWhatToDoAboutOverlaps(String given, String policy) {
		Schedule schedule = written("\"overlap\": \"" + given + "\"");

		assertThat(schedule.getPolicy().getOverlap())
			.isEqualTo(ScheduleOverlapPolicy.valueOf("SCHEDULE_OVERLAP_POLICY_" + policy));
	}

	@Test
	void tellsTemporalHowLateItMayFire() {
		assertThat(written("\"catch_up\": \"15 min\"").getPolicy().getCatchupWindow())
			.isEqualTo(Duration.ofMinutes(15));
		assertThat(written("\"zone\": \"UTC\"").getPolicy().getCatchupWindow()).isEqualTo(Duration.ofHours(1));
		assertThat(written("\"zone\": \"UTC\"").getPolicy().getOverlap())
			.isEqualTo(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP);
	}

	@ParameterizedTest
	@ValueSource(strings = { "terminate_other", "cancel", "" })
	void refusesOverlapsThatItDoesNotKnow(String overlap) {
		assertThatThrownBy(() -> read("\"overlap\": \"" + overlap + "\"")).isInstanceOf(RefusedException.class)
			.hasMessage("has to be skip, buffer_one, buffer_all, allow_all or cancel_other");
	}

	@Test
	void firesWithinItsTerm() {
		SchedulePeriod term = read("\"from\": \"2026-12-01T00:00:00+03:00\", \"until\": \"2026-12-31T00:00:00Z\"")
			.term();

		assertThat(term.from()).isEqualTo("2026-11-30T21:00:00Z");
		assertThat(term.until()).isEqualTo("2026-12-31T00:00:00Z");
		assertThat(term.after(NOW)).isEqualTo("2026-11-30T21:00:00Z");
		assertThat(term.after(Instant.parse("2026-12-05T00:00:00Z"))).isEqualTo("2026-12-05T00:00:00Z");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"from\": \"tomorrow\"", "\"until\": \"2026-12-31T00:00\"", "\"until\": 5",
			"\"from\": \"2026-12-31T00:00:00Z\", \"until\": \"2026-12-01T00:00:00Z\"" })
	void refusesTermsThatAreNone(String term) {
		assertThatThrownBy(() -> read(term)).isInstanceOf(RefusedException.class);
	}

	@Test
	void keepsWhatWasOrdered() {
		assertThat(read("\"local_time\": \"09:30\"").localTime()).isEqualTo("09:30");
		assertThat(read("\"zone\": \"Asia/Tokyo\"").clock().zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
	}

	private static Schedule written(String more) {
		ScheduleOrder order = read(more);
		return ScheduleMapping.write(order, JsonMapper.shared().createObjectNode(), NOW).build();
	}

	private static ScheduleOrder read(String more) {
		return ScheduleOrder.read((ObjectNode) JsonMapper.shared().readTree("""
				{"id": "friday", "cron": "0 10 * * 5", "mailing": {"template": "email/new_movies.md"}, %s}
				""".formatted(more)));
	}

}
