package cinema.orchestrator.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import cinema.platform.problem.RefusedException;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WallClockTests {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

	private static final SchedulePeriod ALWAYS = new SchedulePeriod(null, null);

	@ParameterizedTest
	@CsvSource({ "30 2 * * *,Europe/Berlin,2027-03-28,2027-03-28T01:00:00Z",
			"15 1 * * *,America/New_York,2027-11-07,2027-11-07T06:15:00Z",
			"0 0 * * *,America/Santiago,2027-09-05,2027-09-05T04:00:00Z",
			"0 10 * * 0,America/Santiago,2027-09-05,2027-09-05T13:00:00Z", "0 10 * * 6,America/Santiago,2027-09-05,",
			"*/15 2 * * *,Europe/Berlin,2027-03-28,2027-03-28T01:00:00Z" })
	void firesOncePerLocalDayAndTime(String cron, String zone, LocalDate day, @Nullable Instant moment) {
		ZoneId where = ZoneId.of(zone);
		assertThat(WallClock.read(cron, where)
			.from(day.atStartOfDay(where).toInstant())
			.takeWhile((at) -> at.isBefore(day.plusDays(1).atStartOfDay(where).toInstant()))
			.distinct()).isEqualTo((moment != null) ? List.of(moment) : List.of());
	}

	@ParameterizedTest
	@ValueSource(strings = { "0 10 * * SAT-SUN", "0 10 * * 6-0", "0 10 * * sat-0", "0 10 * * 6-7", "0 10 * * 0,6" })
	void readsRangesUpToSunday(String cron) {
		assertThat(WallClock.read(cron, ZoneOffset.UTC).from(Instant.parse("2026-11-23T00:00:00Z")).limit(3))
			.containsExactly(Instant.parse("2026-11-28T10:00:00Z"), Instant.parse("2026-11-29T10:00:00Z"),
					Instant.parse("2026-12-05T10:00:00Z"));
	}

	@Test
	void refusesDaysOfTheMonthAndOfTheWeekTogether() {
		assertThatThrownBy(() -> WallClock.requireOneKindOfDay("0 10 1,15 * 5"))
			.hasMessageStartingWith("has both a day of the month and a day of the week");
		assertThatCode(() -> WallClock.requireOneKindOfDay("0 10 * * 5")).doesNotThrowAnyException();
		assertThatCode(() -> WallClock.requireOneKindOfDay("0 10 1,15 * *")).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@CsvSource({ "60 10 * * 5,minute", "0 25 * * 5,hour", "0 10 32 * *,day of month", "0 10 * JAX *,month",
			"0 10 * * 9,day of week" })
	void saysWhichFieldCannotBeRead(String cron, String field) {
		assertThatThrownBy(() -> WallClock.read(cron, BERLIN)).hasMessage("has a " + field + " that cannot be read");
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
	void tellsTemporalTheMomentsInAHandfulOfCalendars() {
		ScheduleSpec spec = WallClock.read("0 10 * * *", BERLIN).spec(ALWAYS, NOW);

		assertThat(spec.getTimeZoneName()).isEqualTo("UTC");
		assertThat(spec.getCalendars()).hasSizeLessThan(40)
			.extracting((one) -> one.getYear().get(0).getStart())
			.contains(2025, 2026, 2027, 2028)
			// One more, so that there is always one to come.
			.contains(2029)
			.doesNotContain(2030);
		assertThat(spec.getCalendars()).extracting(ScheduleCalendarSpec::getComment)
			.containsOnly("0 10 * * * Europe/Berlin");
	}

	@Test
	void alwaysKnowsOneThatIsToCome() {
		assertThat(lastYear(WallClock.read("0 0 29 2 *", BERLIN).spec(ALWAYS, NOW))).isEqualTo(2032);
		SchedulePeriod later = new SchedulePeriod(Instant.parse("2033-01-01T00:00:00Z"), null);
		assertThat(lastYear(WallClock.read("0 10 1 1 *", BERLIN).spec(later, NOW))).isEqualTo(2036);
		Instant end = Instant.parse("2100-01-01T00:00:00Z");
		assertThat(lastYear(WallClock.read("0 10 1 1 *", BERLIN).spec(ALWAYS, end))).isEqualTo(2100);
	}

	private static int lastYear(ScheduleSpec spec) {
		return spec.getCalendars().stream().mapToInt((one) -> one.getYear().get(0).getStart()).max().orElseThrow();
	}

	@Test
	void keepsToItsTerm() {
		ScheduleSpec spec = WallClock.read("0 10 * * *", BERLIN)
			.spec(new SchedulePeriod(NOW, NOW.plusSeconds(60)), NOW);

		assertThat(spec.getStartAt()).isEqualTo(NOW);
		assertThat(spec.getEndAt()).isEqualTo(NOW.plusSeconds(60));
	}

	@Test
	void countsItsFirings() {
		WallClock daily = WallClock.read("0 10 * * *", ZoneId.of("UTC"));

		assertThat(daily.firings(Instant.parse("2026-11-01T10:00:00Z"), Instant.parse("2026-11-03T10:00:00Z"), 9))
			.isEqualTo(3);
	}

}
