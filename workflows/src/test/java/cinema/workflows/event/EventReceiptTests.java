package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static cinema.workflows.event.FakeActivities.answers;
import static cinema.workflows.event.FakeActivities.postponesUntil;
import static cinema.workflows.event.FakeActivities.receipt;
import static cinema.workflows.event.FakeActivities.saysNothing;
import static org.assertj.core.api.Assertions.assertThat;

/** Receipts that come in time, late, twice, too early or never. */
@Timeout(60)
class EventReceiptTests {

	@Test
	void takesAReceiptThatComesBySignalAfterTheDispatch() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", saysNothing());
			stage.start(Plans.welcome(Plans.NOON)).sleep(Duration.ofMinutes(3));
			stage.workflow().acknowledge(List.of(delivered(1)));
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.attempts()).containsExactly(1);
			assertThat(stage.eventNames()).doesNotContain("EVENT_TYPE_TIMER_FIRED");
		}
	}

	@Test
	void takesAReceiptThatComesBeforeTheDispatchReturns() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", (dispatch) -> {
				stage.workflow().acknowledge(List.of(receipt(dispatch, ReceiptStatus.DELIVERED)));
				return Dispatched.PUBLISHED;
			});
			assertThat(stage.start(Plans.welcome(Plans.NOON)).onlyOutcome().status())
				.isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.attempts()).containsExactly(1);
		}
	}

	@Test
	void dispatchesTheSameAttemptAgainWhenTheReceiptIsLost() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", saysNothing(), saysNothing());
			assertThat(stage.start(Plans.welcome(Plans.NOON)).onlyOutcome().status())
				.isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.attempts()).containsExactly(1, 1, 1);
			assertThat(stage.fakes.dispatchedAt.get(2)).isBetween(Plans.NOON.plus(Duration.ofMinutes(30)),
					Plans.NOON.plus(Duration.ofMinutes(31)));
		}
	}

	@Test
	void asksAtTheDeadlineInsteadOfGuessing() {
		Instant deadline = Plans.NOON.plus(Duration.ofMinutes(4));
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("code", saysNothing(), answers(ReceiptStatus.EXPIRED));
			NoticeOutcome outcome = stage.start(Plans.notice("code", Urgency.URGENT, null, deadline)).onlyOutcome();
			assertThat(outcome.status()).isEqualTo(OutcomeStatus.EXPIRED);
			assertThat(stage.fakes.attempts()).containsExactly(1, 1);
			assertThat(stage.fakes.dispatchedAt.get(1)).isBetween(deadline, deadline.plusSeconds(20));
		}
	}

	@Test
	void takesTheSameReceiptTwiceForOne() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", saysNothing());
			stage.start(Plans.welcome(Plans.NOON)).sleep(Duration.ofMinutes(1));
			stage.workflow().acknowledge(List.of(delivered(1), delivered(1)));
			assertThat(stage.onlyOutcome().attempts()).isEqualTo(1);
		}
	}

	@Test
	void ignoresALateReceiptOfAnEarlierAttempt() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", answers(ReceiptStatus.DEFERRED), saysNothing());
			stage.start(Plans.welcome(Plans.NOON)).sleep(Duration.ofMinutes(1));
			stage.workflow().acknowledge(List.of(status(1, ReceiptStatus.DEFERRED)));
			stage.sleep(Duration.ofMinutes(1));
			assertThat(stage.fakes.attempts()).containsExactly(1, 2);
			stage.workflow().acknowledge(List.of(delivered(2)));
			assertThat(stage.onlyOutcome().attempts()).isEqualTo(2);
		}
	}

	@Test
	void believesThatAnEarlierAttemptWasDeliveredAfterAll() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", answers(ReceiptStatus.UNKNOWN), saysNothing());
			stage.start(Plans.welcome(Plans.NOON)).sleep(Duration.ofMinutes(1));
			stage.workflow().acknowledge(List.of(delivered(1)));
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
		}
	}

	@Test
	void goesOnFromALaterAttemptThanItKnows() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", (dispatch) -> Dispatched.answered(status(3, ReceiptStatus.DEFERRED)));
			NoticeOutcome outcome = stage.start(Plans.welcome(Plans.NOON)).onlyOutcome();
			assertThat(outcome.status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.attempts()).containsExactly(1, 4);
		}
	}

	@Test
	void waitsAGapWhereTheWorkersMorningHasPassed() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", postponesUntil(Plans.NOON.minusSeconds(3600)));
			assertThat(stage.start(Plans.welcome(Plans.NOON)).onlyOutcome().status())
				.isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.dispatchedAt.get(1)).isAfterOrEqualTo(Plans.NOON.plusSeconds(10));
		}
	}

	@Test
	void waitsAsLongAsTheWorkerWantsAfterADeferral() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", defersUntil(Plans.NOON.plusSeconds(60)),
					defersUntil(Instant.parse("9000-01-01T00:00:00Z")));
			assertThat(stage.start(Plans.welcome(Plans.NOON)).onlyOutcome().status())
				.isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.dispatchedAt.get(1)).isBetween(Plans.NOON.plusSeconds(60),
					Plans.NOON.plusSeconds(70));
			assertThat(Duration.between(stage.fakes.dispatchedAt.get(1), stage.fakes.dispatchedAt.get(2)))
				.as("within reason")
				.isBetween(Duration.ofMinutes(15), Duration.ofMinutes(16));
		}
	}

	@Test
	void doesNotWakeForATimerThatLostItsPurposeWhileAnotherNoticeIsHeld() {
		try (EventStage stage = new EventStage(Plans.LATE)) {
			stage.fakes.script("email_confirmation", saysNothing());
			stage.start(Plans.confirmation(Plans.LATE), Plans.welcome(Plans.LATE)).sleep(Duration.ofMinutes(1));
			stage.workflow()
				.acknowledge(List.of(new Receipt("email_confirmation-email", "w", 1, ReceiptStatus.DELIVERED,
						Instant.EPOCH, null, null, null, false)));
			assertThat(stage.end()).extracting(NoticeOutcome::status).containsOnly(OutcomeStatus.DELIVERED);
			assertThat(stage.eventNames()).filteredOn("EVENT_TYPE_TIMER_FIRED"::equals).hasSize(1);
		}
	}

	private static Function<Dispatch, Dispatched> defersUntil(Instant retryAt) {
		return (dispatch) -> Dispatched.answered(new Receipt(dispatch.posting().id(), "workflow", dispatch.attempt(),
				ReceiptStatus.DEFERRED, Instant.EPOCH, retryAt, "the mail server refuses us", null, true));
	}

	private static Receipt delivered(int attempt) {
		return status(attempt, ReceiptStatus.DELIVERED);
	}

	private static Receipt status(int attempt, ReceiptStatus status) {
		return new Receipt("welcome-email", "workflow", attempt, status, Instant.EPOCH, null, null, null, false);
	}

}
