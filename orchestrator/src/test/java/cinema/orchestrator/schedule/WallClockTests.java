package cinema.orchestrator.schedule;

import java.time.Instant;
import java.time.ZoneId;

import cinema.platform.problem.RefusedException;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WallClockTests {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

	private static final Instant LATER = Instant.parse("2036-11-24T12:00:00Z");

	@Test
	void firesAtTheMomentOfTheSkipWhereTheClocksSkipItsHour() {
		ScheduleCalendarSpec first = WallClock.read("30 2 * * *", BERLIN).skips(NOW, LATER).get(0);

		assertThat(first.getYear().get(0).getStart()).isEqualTo(2027);
		assertThat(first.getMonth().get(0).getStart()).isEqualTo(3);
		assertThat(first.getDayOfMonth().get(0).getStart()).isEqualTo(28);
		assertThat(first.getHour().get(0).getStart()).isEqualTo(3);
		assertThat(first.getMinutes().get(0).getStart()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "60 10 * * 5,minute", "0 25 * * 5,hour", "0 10 32 * *,day of month", "0 10 * JAX *,month",
			"0 10 * * 9,day of week" })
	void saysWhichFieldCannotBeRead(String cron, String field) {
		assertThatThrownBy(() -> WallClock.read(cron, BERLIN)).hasMessage("has a " + field + " that cannot be read");
	}

	@ParameterizedTest
	@CsvSource({ "0 10 * * *,Europe/Berlin,0", "30 2 * * 1,Europe/Berlin,0", "30 2 * * *,Europe/Moscow,0",
			"30 2 * * *,Europe/Berlin,10", "*/15 * * * *,Europe/Berlin,10" })
	void addsNothingWhereNothingIsSkipped(String cron, String zone, int skips) {
		assertThat(WallClock.read(cron, ZoneId.of(zone)).skips(NOW, LATER)).hasSize(skips);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "* * * *", "0 0 10 * * 5", "61 * * * *", "@daily", "TZ=UTC 0 0 * * *", "0 0 31 2 *" })
	void refusesWhatIsNoCron(String cron) {
		assertThatThrownBy(() -> WallClock.read(cron, BERLIN)).isInstanceOf(RefusedException.class);
	}

	@Test
	void readsACalendar() {
		assertThat(WallClock.cron(JsonMapper.shared().readTree("{\"hour\": 10, \"day_of_week\": [1, 5]}")))
			.isEqualTo("0 10 * * 1,5");
		assertThatThrownBy(() -> WallClock.cron(JsonMapper.shared().readTree("{\"week\": 1}")))
			.isInstanceOf(RefusedException.class);
		assertThatThrownBy(() -> WallClock.cron(JsonMapper.shared().readTree("{\"hour\": \"ten\"}")))
			.hasMessageContaining("whole number");
	}

	@Test
	void laysDownSkipsFromTheYearBeforeOn() {
		ScheduleSpec spec = WallClock.read("30 2 * * *", BERLIN).spec(new SchedulePeriod(null, null), NOW);

		assertThat(spec.getCalendars()).extracting((one) -> one.getYear().get(0).getStart())
			.startsWith(2026, 2027)
			.endsWith(2036);
		assertThat(spec.getTimeZoneName()).isEqualTo("Europe/Berlin");
	}

	@Test
	void keepsToItsTerm() {
		ScheduleSpec spec = WallClock.read("0 10 * * *", BERLIN).spec(new SchedulePeriod(NOW, LATER), NOW);

		assertThat(spec.getStartAt()).isEqualTo(NOW);
		assertThat(spec.getEndAt()).isEqualTo(LATER);
	}

	@Test
	void countsItsFirings() {
		WallClock daily = WallClock.read("0 10 * * *", ZoneId.of("UTC"));

		assertThat(daily.firings(Instant.parse("2026-11-01T10:00:00Z"), Instant.parse("2026-11-03T10:00:00Z"), 9))
			.isEqualTo(3);
	}

}
