package cinema.workflows.contract;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class QuietHoursTests {

	private static final QuietHours NIGHT = new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0));

	@ParameterizedTest
	@CsvSource({ "2026-11-23T21:59:59, 2026-11-23T21:59:59", "2026-11-23T22:00:00, 2026-11-24T08:00:00",
			"2026-11-23T23:59:59, 2026-11-24T08:00:00", "2026-11-24T00:00:00, 2026-11-24T08:00:00",
			"2026-11-24T07:59:59.999, 2026-11-24T08:00:00", "2026-11-24T08:00:00, 2026-11-24T08:00:00",
			"2026-11-24T12:00:00, 2026-11-24T12:00:00" })
	void areHalfOpenAndSpanMidnight(LocalDateTime local, LocalDateTime awake) {
		ZoneId moscow = ZoneId.of("Europe/Moscow");
		assertThat(NIGHT.endingAfter(local.atZone(moscow).toInstant(), moscow))
			.isEqualTo(awake.atZone(moscow).toInstant());
	}

	@ParameterizedTest
	@CsvSource({ "Etc/GMT+12, 2026-11-24T12:00:00Z, 2026-11-24T20:00:00Z",
			"Pacific/Kiritimati, 2026-11-24T12:00:00Z, 2026-11-24T18:00:00Z",
			"Asia/Kathmandu, 2026-11-24T17:00:00Z, 2026-11-25T02:15:00Z",
			"Europe/Moscow, 2026-11-24T12:00:00Z, 2026-11-24T12:00:00Z",
			"UTC, 2026-11-24T22:30:00Z, 2026-11-25T08:00:00Z" })
	void areThoseOfTheReceiversZone(String zone, Instant at, Instant awake) {
		assertThat(NIGHT.endingAfter(at, ZoneId.of(zone))).isEqualTo(awake);
	}

	@Test
	void areAnHourShorterWhenTheClocksGoForward() {
		ZoneId berlin = ZoneId.of("Europe/Berlin");
		Instant evening = Instant.parse("2026-03-28T21:00:00Z");
		assertThat(NIGHT.endingAfter(evening, berlin)).isEqualTo(Instant.parse("2026-03-29T06:00:00Z"));
	}

	@Test
	void areAnHourLongerWhenTheClocksGoBack() {
		ZoneId berlin = ZoneId.of("Europe/Berlin");
		Instant evening = Instant.parse("2026-10-24T20:00:00Z");
		assertThat(NIGHT.endingAfter(evening, berlin)).isEqualTo(Instant.parse("2026-10-25T07:00:00Z"));
	}

	@Test
	void endWhereTheClocksSkipTheirEnd() {
		QuietHours untilHalfPastTwo = new QuietHours(LocalTime.of(23, 0), LocalTime.of(2, 30));
		ZoneId berlin = ZoneId.of("Europe/Berlin");
		Instant justBefore = Instant.parse("2026-03-29T00:59:00Z");
		assertThat(untilHalfPastTwo.endingAfter(justBefore, berlin)).isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
	}

	@Test
	void endAtTheSecondOfTwoSameTimesSoThatTheyEndOnce() {
		QuietHours untilHalfPastTwo = new QuietHours(LocalTime.of(23, 0), LocalTime.of(2, 30));
		ZoneId berlin = ZoneId.of("Europe/Berlin");
		Instant afterTheFirst = Instant.parse("2026-10-25T00:45:00Z");
		Instant second = Instant.parse("2026-10-25T01:30:00Z");
		assertThat(untilHalfPastTwo.endingAfter(afterTheFirst, berlin)).isEqualTo(second);
		assertThat(untilHalfPastTwo.endingAfter(second, berlin)).isEqualTo(second);
	}

	@Test
	void mayLieWithinOneDay() {
		QuietHours siesta = new QuietHours(LocalTime.of(13, 0), LocalTime.of(15, 0));
		ZoneId madrid = ZoneId.of("Europe/Madrid");
		assertThat(isNight(siesta, Instant.parse("2026-11-23T12:30:00Z"), madrid)).isTrue();
		assertThat(isNight(siesta, Instant.parse("2026-11-23T14:00:00Z"), madrid)).isFalse();
		assertThat(isNight(siesta, Instant.parse("2026-11-23T02:00:00Z"), madrid)).isFalse();
	}

	@Test
	void areNoneWhenBothEndsAreEqual() {
		QuietHours none = new QuietHours(LocalTime.of(8, 0), LocalTime.of(8, 0));
		assertThat(isNight(none, Instant.parse("2026-11-23T08:00:00Z"), ZoneId.of("UTC"))).isFalse();
		assertThat(isNight(none, Instant.parse("2026-11-23T20:00:00Z"), ZoneId.of("UTC"))).isFalse();
	}

	@Test
	void surviveADayThatAZoneLeftOut() {
		ZoneId apia = ZoneId.of("Pacific/Apia");
		Instant lastEvening = Instant.parse("2011-12-30T09:00:00Z");
		assertThat(NIGHT.endingAfter(lastEvening, apia)).isAfter(lastEvening)
			.isBeforeOrEqualTo(Instant.parse("2011-12-30T18:00:00Z"));
	}

	private static boolean isNight(QuietHours night, Instant at, ZoneId zone) {
		return !night.endingAfter(at, zone).equals(at);
	}

}
