package cinema.workflows.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import cinema.workflows.WorkflowIds;
import cinema.workflows.plan.MailingLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Trouble that is ours holds a mailing, and counts against nobody. */
@Timeout(60)
class SelfPauseTests {

	private static final String WHY = "paused by itself, trouble of ours: 554 5.7.0 limit exceeded";

	private final MailingScene stage = new MailingScene();

	@AfterEach
	void close() {
		this.stage.close();
	}

	/** Pages of five, so that each of them is a handful. */
	private MailingScene pages(int count) {
		for (int page = 1; page <= count; page++) {
			int first = page * 10;
			this.stage.page("" + page, (page < count) ? "" + (page + 1) : null,
					IntStream.range(first, first + 5).mapToObj((user) -> "user-" + user).toArray(String[]::new));
		}
		return this.stage.limits(new MailingLimits(500, 2, 30, 50, 3, 20_000, 5));
	}

	private String state() {
		return this.stage.workflow().progress().state();
	}

	@Test
	void pausesItselfAndSaysWhy() {
		this.stage.fakes.refusesUs = true;
		pages(10).start();

		this.stage.sleep(Duration.ofMinutes(10));

		assertThat(this.stage.workflow().progress().paused()).isTrue();
		assertThat(state()).isEqualTo(WHY);
		assertThat(this.stage.fakes.opened).hasSizeLessThan(5);
		assertThat(this.stage.fakes.controls).last().extracting("trouble.reason").isEqualTo("554 5.7.0 limit exceeded");
		assertThat(this.stage.fakes.published).hasSizeLessThan(50);
	}

	@Test
	void goesOnByItselfWhenALetterIsTaken() {
		this.stage.fakes.refusesUs = true;
		pages(10).start();
		this.stage.sleep(Duration.ofMinutes(10));

		this.stage.fakes.refusesUs = false;

		MailingOutcome outcome = this.stage.end();
		assertThat(outcome.status()).isEqualTo(MailingStatus.COMPLETED);
		assertThat(outcome.progress().delivered()).isEqualTo(50);
		assertThat(outcome.progress().paused()).isFalse();
		assertThat(this.stage.endedAt()).isBefore(MailingScene.NOON.plus(Duration.ofMinutes(40)));
	}

	@Test
	void leavesAFewAlone() {
		this.stage.fakes.refusesUs = true;
		this.stage.page("1", null, "ann", "bob", "cat", "dan").start();

		this.stage.sleep(Duration.ofMinutes(2));

		assertThat(state()).isEqualTo("is being sent");
		this.stage.fakes.refusesUs = false;
		assertThat(this.stage.end().progress().delivered()).isEqualTo(4);
	}

	@Test
	void countsAHandfulOverAllPages() {
		this.stage.fakes.refusesUs = true;
		this.stage.page("1", "2", "ann", "bob", "cat").page("2", null, "dan", "eve").start();

		this.stage.sleep(Duration.ofMinutes(1));

		assertThat(state()).isEqualTo(WHY);
	}

	/** Each page is opened by another run. */
	@Test
	void remembersTroubleThatAnEarlierRunHeardOf() {
		this.stage.fakes.refusesUs = true;
		this.stage.page("1", "2", "ann", "bob")
			.page("2", "3", "cat", "dan")
			.page("3", "4", "eve", "fay")
			.page("4", null, "gus", "hal")
			.limits(new MailingLimits(500, 4, 1, 50, 3, 20_000, 5))
			.start();

		this.stage.sleep(Duration.ofMinutes(10));

		assertThat(state()).isEqualTo(WHY);
		this.stage.fakes.refusesUs = false;
		MailingOutcome outcome = this.stage.end();
		assertThat(outcome.status()).isEqualTo(MailingStatus.COMPLETED);
		assertThat(outcome.progress().delivered()).isEqualTo(8);
		assertThat(this.stage.fakes.controls).extracting("trouble").last().isNull();
	}

	@Test
	void staysPausedWhereStaffPausedItToo() {
		this.stage.fakes.refusesUs = true;
		pages(10).start();
		this.stage.sleep(Duration.ofMinutes(1));

		this.stage.workflow().pause("service marketing");
		assertThat(state()).isEqualTo("paused by service marketing; trouble of ours: 554 5.7.0 limit exceeded");
		int published = this.stage.fakes.published.size();
		this.stage.fakes.refusesUs = false;
		this.stage.sleep(Duration.ofHours(2));

		assertThat(this.stage.fakes.published).hasSize(published);
		this.stage.workflow().resume();
		assertThat(this.stage.end().progress().delivered()).isEqualTo(50);
	}

	@Test
	void goesOnWhenStaffSaySoAndPausesItselfAgain() {
		this.stage.fakes.refusesUs = true;
		pages(10).start();
		this.stage.sleep(Duration.ofMinutes(10));
		int published = this.stage.fakes.published.size();

		assertThat(this.stage.workflow().resume().paused()).isFalse();

		this.stage.sleep(Duration.ofSeconds(5));
		assertThat(this.stage.fakes.published).hasSizeGreaterThan(published + 5);
		this.stage.sleep(Duration.ofMinutes(5));
		assertThat(state()).isEqualTo(WHY);
		this.stage.fakes.refusesUs = false;
		assertThat(this.stage.end().progress().delivered()).isEqualTo(50);
	}

	@Test
	void letsHeldGroupsWaitToo() {
		this.stage.page("1", null,
				Map.of(MailingScene.NOON, List.of("a", "b", "c", "d", "e"), MailingScene.MORNING, List.of("gus")),
				Map.of());
		this.stage.fakes.refusesUs = true;
		this.stage.start();

		this.stage.sleep(Duration.between(MailingScene.NOON, MailingScene.MORNING).plusHours(1));

		assertThat(this.stage.fakes.published).doesNotContain("gus");
		this.stage.fakes.refusesUs = false;
		assertThat(this.stage.end().progress().delivered()).isEqualTo(6);
	}

	@Test
	void expiresAtItsDeadlineWhereNothingIsTaken() {
		this.stage.fakes.refusesUs = true;
		pages(10).start();

		MailingOutcome outcome = this.stage.end();

		assertThat(outcome.status()).isEqualTo(MailingStatus.EXPIRED);
		assertThat(outcome.progress().failed()).isZero();
		assertThat(this.stage.endedAt()).isBefore(MailingScene.NOON.plus(Duration.ofDays(3)));
	}

	@Test
	void goesOnWhereNoLetterIsLeftThatCouldTry() {
		Instant soon = MailingScene.NOON.plus(Duration.ofMinutes(30));
		this.stage.page("1", "2", Map.of(MailingScene.NOON, List.of("a", "b", "c", "d", "e")), Map.of(), soon)
			.page("2", null, Map.of(MailingScene.MORNING, List.of("gus")), Map.of());
		this.stage.fakes.refusesUs = true;
		this.stage.start();
		this.stage.sleep(Duration.ofMinutes(2));
		assertThat(state()).isEqualTo(WHY);

		this.stage.sleep(Duration.ofHours(1));
		this.stage.fakes.refusesUs = false;

		assertThat(state()).isEqualTo("waits for its receivers' hour");
		assertThat(this.stage.end().progress().delivered()).isEqualTo(1);
	}

	@Test
	void hearsLittleWhileItWaits() {
		this.stage.fakes.refusesUs = true;
		pages(10).start();
		this.stage.sleep(Duration.ofMinutes(10));
		int before = this.stage.history(MailingScene.ID).getEvents().size();

		this.stage.sleep(Duration.ofHours(6));

		assertThat(this.stage.history(MailingScene.ID).getEvents().size() - before).isLessThan(500);
		assertThat(this.stage.history(WorkflowIds.page(MailingScene.ID, 1)).getEvents()).hasSizeLessThan(1000);
	}

}
