package cinema.orchestrator.audience;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;

import cinema.workflows.contract.QuietHours;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.Waking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class OwnHourTests {

	private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

	private static final Instant LATE = Instant.parse("2026-11-23T23:10:00Z");

	private static final QuietHours NIGHT = new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 15));

	/**
	 * A page of people with all kinds of wishes has a group for an hour, not for each.
	 */
	@ParameterizedTest
	@CsvSource({ "2026-11-23T14:00:00Z, 2026-11-30T00:00:00Z, 2026-11-23T14:00:00Z",
			"2026-11-23T14:00:01Z, 2026-11-30T00:00:00Z, 2026-11-23T15:00:00Z",
			"2026-11-23T14:59:59.9Z, 2026-11-30T00:00:00Z, 2026-11-23T15:00:00Z",
			"2026-11-23T14:20:00Z, 2026-11-23T14:30:00Z, 2026-11-23T14:20:00Z",
			"2026-11-23T21:20:00Z, 2026-11-30T00:00:00Z, 2026-11-23T21:20:00Z" })
	void waitsForAFullHourWhereThatIsNoNightAndNotTooLate(Instant pause, Instant deadline, Instant at) {
		Waking waking = Waking.of(NIGHT, new Delivery(null, null, null, null, pause), false);

		assertThat(OwnHour.of(waking, NOON, ZoneOffset.UTC, deadline)).isEqualTo(new OwnHour(at, "paused"));
	}

	@Test
	void leavesTheCinemasNightAsItIs() {
		Instant morning = Instant.parse("2026-11-24T08:15:00Z");

		assertThat(OwnHour.of(Waking.of(NIGHT, null, false), LATE, ZoneOffset.UTC, Instant.MAX))
			.isEqualTo(new OwnHour(morning, null));
		assertThat(OwnHour.of(Waking.of(NIGHT, null, false), NOON, ZoneOffset.UTC, Instant.MAX))
			.isEqualTo(new OwnHour(NOON, null));
	}

	@Test
	void saysWhatItWaitsFor() {
		QuietHours own = new QuietHours(LocalTime.of(23, 0), LocalTime.of(6, 40));
		Waking waking = Waking.of(NIGHT, new Delivery(null, null, null, own, null), false);

		assertThat(OwnHour.of(waking, LATE, ZoneOffset.UTC, Instant.MAX))
			.isEqualTo(new OwnHour(Instant.parse("2026-11-24T07:00:00Z"), "own quiet hours"));
		assertThat(new OwnHour(LATE, "paused").outlasts()).isEqualTo("the pause outlasts its deadline");
		assertThat(new OwnHour(LATE, null).outlasts()).isEqualTo("the night outlasts its deadline");
	}

}
