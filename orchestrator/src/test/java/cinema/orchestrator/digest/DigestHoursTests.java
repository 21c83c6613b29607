package cinema.orchestrator.digest;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

import cinema.orchestrator.collected.DigestProperties;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.Rhythm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DigestHoursTests {

	private static final Instant MONDAY_NOON = Instant.parse("2026-11-23T12:00:00Z");

	private static final DigestProperties OTHERWISE = new DigestProperties(LocalTime.of(18, 0), DayOfWeek.MONDAY, 100);

	@ParameterizedTest
	@CsvSource(textBlock = """
			DAILY,  18:00, MONDAY, Europe/Moscow,    2026-11-23T12:00:00Z, 2026-11-23T15:00:00Z
			DAILY,  18:00, MONDAY, Europe/Moscow,    2026-11-23T14:59:59Z, 2026-11-23T15:00:00Z
			DAILY,  18:00, MONDAY, Europe/Moscow,    2026-11-23T15:00:00Z, 2026-11-24T15:00:00Z
			DAILY,  07:30, MONDAY, Asia/Kathmandu,   2026-11-23T12:00:00Z, 2026-11-24T01:45:00Z
			DAILY,  00:00, MONDAY, Pacific/Kiritimati, 2026-11-23T12:00:00Z, 2026-11-24T10:00:00Z
			WEEKLY, 18:00, MONDAY, Europe/Moscow,    2026-11-23T12:00:00Z, 2026-11-23T15:00:00Z
			WEEKLY, 18:00, MONDAY, Europe/Moscow,    2026-11-23T15:00:00Z, 2026-11-30T15:00:00Z
			WEEKLY, 09:00, SUNDAY, America/New_York, 2026-11-23T12:00:00Z, 2026-11-29T14:00:00Z
			# The clocks skip the hour, and there it is the moment of the skip; then it comes twice.
			DAILY,  02:30, MONDAY, Europe/Berlin,    2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z
			DAILY,  02:30, MONDAY, Europe/Berlin,    2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z
			DAILY,  02:30, MONDAY, Europe/Berlin,    2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z
			""")
	void closesAtTheNextHourOfTheirZone(Rhythm rhythm, LocalTime at, DayOfWeek on, ZoneId zone, Instant since,
			Instant closing) {
		assertThat(new DigestHours(rhythm, at, on, zone, null).closing(since, since)).isEqualTo(closing);
	}

	@Test
	void tellsAllTogetherNowWhereItIsWantedAtOnce() {
		DigestHours hours = hours(Rhythm.AT_ONCE, null);

		assertThat(hours.closing(MONDAY_NOON, MONDAY_NOON.plusSeconds(60))).isEqualTo(MONDAY_NOON.plusSeconds(60));
		assertThat(hours.closing(MONDAY_NOON.plusSeconds(1), MONDAY_NOON)).isEqualTo(MONDAY_NOON.plusSeconds(1));
	}

	@Test
	void waitsForTheEndOfAPause() {
		Instant pause = Instant.parse("2026-12-01T18:00:00Z");

		assertThat(hours(Rhythm.AT_ONCE, pause).closing(MONDAY_NOON, MONDAY_NOON)).isEqualTo(pause);
		assertThat(hours(Rhythm.DAILY, pause).closing(MONDAY_NOON, MONDAY_NOON)).isEqualTo(pause);
		assertThat(hours(Rhythm.DAILY, pause.plusSeconds(1)).closing(MONDAY_NOON, MONDAY_NOON))
			.isEqualTo("2026-12-02T18:00:00Z");
		assertThat(hours(Rhythm.DAILY, MONDAY_NOON.minusSeconds(1)).closing(MONDAY_NOON, MONDAY_NOON))
			.isEqualTo("2026-11-23T18:00:00Z");
	}

	@Test
	void takesWhatTheySaidAndTheRestFromTheSettings() {
		Delivery said = new Delivery(null, LocalTime.of(7, 0), null, null, null);

		assertThat(DigestHours.of(Rhythm.DAILY, said, ZoneOffset.UTC, OTHERWISE))
			.isEqualTo(new DigestHours(Rhythm.DAILY, LocalTime.of(7, 0), DayOfWeek.MONDAY, ZoneOffset.UTC, null));
		assertThat(DigestHours.of(Rhythm.WEEKLY, null, ZoneOffset.UTC, OTHERWISE))
			.isEqualTo(new DigestHours(Rhythm.WEEKLY, LocalTime.of(18, 0), DayOfWeek.MONDAY, ZoneOffset.UTC, null));
	}

	@Test
	void refusesALetterOfNothing() {
		assertThatThrownBy(() -> new DigestProperties(LocalTime.NOON, DayOfWeek.MONDAY, 0))
			.hasMessageContaining("cinema.digest.most-items");
	}

	private static DigestHours hours(Rhythm rhythm, Instant pausedUntil) {
		return new DigestHours(rhythm, LocalTime.of(18, 0), DayOfWeek.MONDAY, ZoneOffset.UTC, pausedUntil);
	}

}
