package cinema.workflows.durable;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeldUntilTests {

	private static final Instant NOW = Instant.parse("2026-12-31T20:30:00Z");

	@ParameterizedTest
	@CsvSource({ "2026-12-31T21:00:00Z, Z, 21:00 Z, 31 Dec 21:00 Z",
			"2026-12-31T21:00:00Z, Europe/Moscow, 00:00 Europe/Moscow, 1 Jan 2027 00:00 Europe/Moscow",
			"2027-01-02T21:00:00Z, America/New_York, 2 Jan 2027 16:00 America/New_York, 2 Jan 2027 16:00 America/New_York",
			"2027-01-02T21:00:00Z, Asia/Tokyo, 3 Jan 06:00 Asia/Tokyo, 3 Jan 06:00 Asia/Tokyo",
			"2030-12-06T05:20:00Z, Z, 6 Dec 2030 05:20 Z, 6 Dec 2030 05:20 Z" })
	void saysTheYearThatIsNotTheOneInWhichItIsWritten(Instant moment, String zone, String words, String withDay) {
		Instant now = zone.equals("Asia/Tokyo") ? Instant.parse("2026-12-31T15:30:00Z") : NOW;
		assertThat(HeldUntil.words(moment, zone, now)).isEqualTo("held until " + words);
		assertThat(HeldUntil.withDay(moment, zone, now)).isEqualTo("held until " + withDay);
	}

}
