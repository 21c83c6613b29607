package cinema.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;

import cinema.workflows.schedule.AnnouncedMailing;
import cinema.workflows.schedule.ScheduledMailing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FiredEventTests {

	private static final Instant DUE = Instant.parse("2026-11-27T07:00:00Z");

	private static final String ORDER = "{\"receivers\": \"http://auth/\", \"template\": \"email/new_movies.md\"}";

	@Test
	void isTheSameHoweverOftenItFires() {
		FiredEvent event = FiredEvent.of(scheduled(null), DUE, DUE);

		assertThat(event.id()).isEqualTo("friday.20261127T070000Z");
		assertThat(event.bytes())
			.isEqualTo(FiredEvent.of(scheduled(null), DUE.plusMillis(400), DUE.plusMillis(400)).bytes());
		assertThat(event.announced())
			.isEqualTo(new AnnouncedMailing(event.id(), "mailing/friday.20261127T070000Z/new_movies"));
	}

	@Test
	void countsFromTheMomentAtWhichItWasDue() {
		assertThat(FiredEvent.of(scheduled(null), DUE, DUE).body().path("occurred_at").asString())
			.isEqualTo("2026-11-27T07:00:00Z");
		assertThat(FiredEvent.of(scheduled(null), DUE, DUE).body().has("send_at")).isFalse();
	}

	@Test
	void countsFromLaterOnWhenItIsMadeUpFor() {
		FiredEvent late = FiredEvent.of(scheduled("10:00"), DUE, DUE.plusSeconds(7 * 86_400));

		assertThat(late.id()).isEqualTo("friday.20261127T070000Z");
		assertThat(late.body().path("occurred_at").asString()).isEqualTo("2026-12-04T07:00:00Z");
		assertThat(late.body().path("send_at").asString()).isEqualTo("2026-12-04T10:00");
	}

	/** It fires at 10:00 in Moscow. */
	@ParameterizedTest
	@CsvSource({ "10:00,2026-11-27T10:00", "19:30,2026-11-27T19:30", "09:59,2026-11-28T09:59",
			"00:00,2026-11-28T00:00" })
	void sendsWhenTheClockShowsTheHourNext(String localTime, String sendAt) {
		assertThat(FiredEvent.of(scheduled(localTime), DUE, DUE).body().path("send_at").asString()).isEqualTo(sendAt);
	}

	private static ScheduledMailing scheduled(String localTime) {
		return new ScheduledMailing("friday", ORDER, "Europe/Moscow", localTime, Duration.ofHours(1));
	}

}
