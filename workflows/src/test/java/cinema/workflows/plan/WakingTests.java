package cinema.workflows.plan;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

import cinema.workflows.contract.QuietHours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WakingTests {

	private static final QuietHours NIGHT = new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0));

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	/** The clocks skip 02:00 to 03:00 on the 29th of March, and repeat it in October. */
	@ParameterizedTest
	@CsvSource({ "2026-03-28T23:30:00Z, 01:00, 02:30, 2026-03-28T23:30:00Z",
			"2026-03-29T00:30:00Z, 01:00, 02:30, 2026-03-29T01:00:00Z",
			"2026-03-29T00:30:00Z, 23:00, 06:00, 2026-03-29T04:00:00Z",
			"2026-10-25T00:30:00Z, 23:00, 02:30, 2026-10-25T01:30:00Z",
			"2026-10-25T03:00:00Z, 23:00, 06:00, 2026-10-25T05:00:00Z",
			"2026-11-23T12:00:00Z, 12:00, 14:00, 2026-11-23T13:00:00Z",
			"2026-11-23T13:00:00Z, 12:00, 14:00, 2026-11-23T13:00:00Z" })
	void waitsForTheirOwnNightByTheClockOfTheirZone(Instant moment, LocalTime from, LocalTime to, Instant end) {
		Waking waking = Waking.of(NIGHT, new Delivery(null, null, null, new QuietHours(from, to), null), false);

		assertThat(waking.from(moment, BERLIN)).isEqualTo(end);
		assertThat(waking.own()).isTrue();
	}

	@Test
	void goesByTheCinemasNightWithoutOneOfTheirOwn() {
		Instant late = Instant.parse("2026-11-23T22:00:00Z");

		Waking waking = Waking.of(NIGHT, null, false);
		assertThat(waking.from(late, BERLIN)).isEqualTo("2026-11-24T07:00:00Z");
		assertThat(waking.isWish(late)).isFalse();
		assertThat(Waking.of(null, new Delivery(null, null, null, NIGHT, null), false).from(late, BERLIN))
			.as("a letter that minds no night")
			.isEqualTo(late);
	}

	@Test
	void sendsWhatIsRequiredDuringAPause() {
		Instant now = Instant.parse("2026-11-23T12:00:00Z");
		Delivery paused = new Delivery(null, null, null, null, now.plusSeconds(3600));

		assertThat(Waking.of(NIGHT, paused, true).from(now, BERLIN)).isEqualTo(now);
		assertThat(Waking.of(NIGHT, paused, false).from(now, BERLIN)).isEqualTo(now.plusSeconds(3600));
		assertThat(Waking.of(NIGHT, paused, false).why(now)).isEqualTo("paused");
		assertThat(Waking.of(NIGHT, paused, false).why(now.plusSeconds(3600))).isEmpty();
	}

	@Test
	void keepsOfTheirWishesOnlyWhatHolds() {
		Instant now = Instant.parse("2026-11-23T12:00:00Z");
		Delivery all = new Delivery(null, LocalTime.NOON, null, NIGHT, now.plusSeconds(1));

		assertThat(all.holding(false, false, now)).isEqualTo(new Delivery(null, null, null, NIGHT, now.plusSeconds(1)));
		assertThat(all.holding(true, false, now)).isEqualTo(new Delivery(null, null, null, NIGHT, null));
		assertThat(all.holding(true, true, now)).isNull();
		assertThat(all.holding(false, true, now.plusSeconds(1))).isNull();
	}

}
