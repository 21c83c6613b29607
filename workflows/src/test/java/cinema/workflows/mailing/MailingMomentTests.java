package cinema.workflows.mailing;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import cinema.workflows.plan.MailingLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static cinema.workflows.mailing.MailingScene.MORNING;
import static cinema.workflows.mailing.MailingScene.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Mailings that wait: for their hour, or for a morning. */
@Timeout(60)
class MailingMomentTests {

	private final MailingScene stage = new MailingScene();

	@AfterEach
	void close() {
		this.stage.close();
	}

	@Test
	void waitsForTheMorningOfEachGroupAndLetsOthersPass() {
		this.stage.page("1", "2", Map.of(NOON, List.of("ann"), MORNING, List.of("bob")), Map.of())
			.page("2", "3", Map.of(MORNING, List.of("cat")), Map.of())
			.page("3", null, Map.of(NOON, List.of("dan")), Map.of())
			.limits(new MailingLimits(500, 1, 10, 50, 3, 20_000, 5))
			.start();
		this.stage.sleep(Duration.ofMinutes(1));

		assertThat(this.stage.fakes.published).containsExactlyInAnyOrder("ann", "dan");
		assertThat(this.stage.workflow().progress()).satisfies((progress) -> {
			assertThat(progress.held()).isEqualTo(2);
			assertThat(progress.delivered()).isEqualTo(2);
			assertThat(progress.queued()).isZero();
		});
		assertThat(this.stage.end().progress().delivered()).isEqualTo(4);
		assertThat(this.stage.fakes.publishedAt.get("bob")).isBetween(MORNING, MORNING.plusSeconds(5));
		assertThat(this.stage.fakes.publishedAt.get("cat")).isBetween(MORNING, MORNING.plusSeconds(5));
	}

	@Test
	void countsWhoOptedOutOverTheNight() {
		this.stage
			.page("1", null, Map.of(NOON, List.of("ann"), MORNING, List.of("bob", "cat")),
					Map.of("opted out of email", 1))
			.start();
		this.stage.sleep(Duration.ofMinutes(1));
		this.stage.fakes.optedOut.add("bob");

		MailingProgress progress = this.stage.end().progress();

		assertThat(progress.skipped()).isEqualTo(Map.of("opted out of email", 2));
		assertThat(progress.delivered()).isEqualTo(2);
		assertThat(progress.queued()).isZero();
		assertThat(this.stage.fakes.published).containsExactlyInAnyOrder("ann", "cat");
	}

	@Test
	void endsAPageOfWhichNobodyIsLeftInTheMorning() {
		this.stage.page("1", null, Map.of(MORNING, List.of("bob", "cat")), Map.of()).start();
		this.stage.fakes.optedOut.addAll(List.of("bob", "cat"));

		MailingOutcome outcome = this.stage.end();

		assertThat(outcome.status()).isEqualTo(MailingStatus.COMPLETED);
		assertThat(outcome.progress().skipped()).isEqualTo(Map.of("opted out of email", 2));
	}

	@Test
	void beginsWhenItIsToldTo() {
		this.stage.page("1", null, "ann").start(Duration.ofDays(1), NOON.plus(Duration.ofHours(3)), null);

		this.stage.end();

		assertThat(this.stage.fakes.publishedAt.get("ann")).isBetween(NOON.plus(Duration.ofHours(3)),
				NOON.plus(Duration.ofHours(3)).plusSeconds(5));
	}

	@Test
	void readsTheAudienceBeforeTheFirstReceiversHour() {
		// 10:00 on the 25th is 20:00Z on the 24th at +14.
		this.stage.page("1", null, "ann").start(Duration.ofHours(5), null, LocalDateTime.parse("2026-11-25T10:00"));
		this.stage.fakes.onOpen = (request) -> assertThat(this.stage.now()).isBetween("2026-11-24T19:50:00Z",
				"2026-11-24T19:51:00Z");

		assertThat(this.stage.end().status()).isEqualTo(MailingStatus.COMPLETED);
	}

}
