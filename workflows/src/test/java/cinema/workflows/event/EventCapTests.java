package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;

import cinema.workflows.ShownOutcome;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.plan.Capped;
import cinema.workflows.plan.PlannedNotice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static cinema.workflows.event.FakeActivities.findsNoPlaceUntil;
import static cinema.workflows.event.FakeActivities.folds;
import static org.assertj.core.api.Assertions.assertThat;

/** A letter for which there is no place among others of its class. */
@Timeout(60)
class EventCapTests {

	private static final Instant FREE = Plans.NOON.plus(Duration.ofHours(3));

	@Test
	void waitsForItsPlaceAndCountsNoAttempt() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", findsNoPlaceUntil(FREE), findsNoPlaceUntil(FREE.plusSeconds(3600)));

			NoticeOutcome outcome = stage.start(Plans.welcome(Plans.NOON)).onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(outcome.attempts()).isEqualTo(1);
			assertThat(stage.fakes.attempts()).containsExactly(1, 1, 1);
			assertThat(stage.fakes.dispatchedAt.get(1)).isBetween(FREE, FREE.plusSeconds(5));
			assertThat(stage.fakes.dispatchedAt.get(2)).isBetween(FREE.plusSeconds(3600), FREE.plusSeconds(3605));
		}
	}

	@Test
	void waitsForTheMorningWhereItsPlaceIsFreeAtNight() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", findsNoPlaceUntil(Plans.LATE));

			assertThat(stage.start(Plans.welcome(Plans.NOON)).onlyOutcome().status())
				.isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.dispatchedAt.get(1)).isBetween(Plans.MORNING, Plans.MORNING.plusSeconds(5));
		}
	}

	@Test
	void saysThatTheCapOutlastsItsDeadline() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", findsNoPlaceUntil(Plans.NOON.plus(Duration.ofHours(44))));

			NoticeOutcome outcome = stage.start(Plans.welcome(Plans.NOON)).onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.EXPIRED);
			assertThat(outcome.reason()).startsWith("held until ")
				.contains(", cap: 3 letters of class news in 24 hours, but its deadline is ");
			assertThat(stage.fakes.dispatches).hasSize(1);
			assertThat(ShownOutcome.endOf(stage.history())).isBefore(Plans.NOON.plusSeconds(60));
		}
	}

	@Test
	void asksForTheReceiverBeforeItAsksForAPlaceAgain() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", findsNoPlaceUntil(FREE));
			stage.fakes.reread = (notice) -> Plans.suppressed(notice, "opted out of first_steps");

			assertThat(stage.start(Plans.welcome(Plans.NOON)).onlyOutcome().reason())
				.isEqualTo("opted out of first_steps");
			assertThat(stage.fakes.dispatches).hasSize(1);
		}
	}

	@Test
	void endsWithItsDigestWhereItIsFolded() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", findsNoPlaceUntil(FREE), folds(FREE));

			NoticeOutcome outcome = stage.start(Plans.welcome(Plans.NOON)).onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.COLLECTED);
			assertThat(outcome.reason())
				.isEqualTo("collected until 15:00 Europe/Moscow, cap: 3 letters of class news in 24 hours");
			assertThat(outcome.attempts()).isZero();
			assertThat(stage.fakes.dispatches).hasSize(2);
			assertThat(stage.fakes.recorded).as("whoever collects it writes it down").isEmpty();
		}
	}

	@Test
	void givesUpAfterSoManyTimes() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.scriptAlways("welcome", findsNoPlaceUntil(Plans.NOON));

			NoticeOutcome outcome = stage.start(Plans.welcome(Plans.NOON)).onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.SUPPRESSED);
			assertThat(outcome.reason()).isEqualTo("cap: 3 letters of class news in 24 hours, asked 20 times");
			assertThat(stage.fakes.dispatches).hasSize(20);
		}
	}

	/** What is in a digest is told nowhere else. */
	@Test
	void doesNotGiveUpWhereItAsksUntilItsDeadline() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.scriptAlways("welcome",
					(dispatch) -> (stage.fakes.dispatches.size() > 25)
							? Dispatched.answered(FakeActivities.receipt(dispatch, ReceiptStatus.DELIVERED))
							: findsNoPlaceUntil(Plans.NOON).apply(dispatch));

			NoticeOutcome outcome = stage.start(patient()).onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.dispatches).hasSize(26);
		}
	}

	@Test
	void asksEverMoreSeldomUntilItsDeadline() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.scriptAlways("welcome", findsNoPlaceUntil(Plans.NOON));

			NoticeOutcome outcome = stage.start(patient()).onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.EXPIRED);
			assertThat(stage.fakes.dispatches).hasSizeBetween(21, 200);
		}
	}

	private static PlannedNotice patient() {
		PlannedNotice one = Plans.welcome(Plans.NOON);
		return new PlannedNotice(one.name(), one.topic(), one.urgency(), one.userId(), one.timeZone(), null,
				one.deadline(), one.context(), one.postings(), null, false, null, null, null,
				new Capped("news", Capped.Over.DEFER).untilDeadline());
	}

}
