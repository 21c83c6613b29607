package cinema.workflows.event;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import cinema.workflows.ShownOutcome;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static cinema.workflows.event.FakeActivities.receipt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the workflow does when the parts around it fail. */
@Timeout(60)
class EventTroubleTests {

	@Test
	void waitsForAuthAsLongAsItTakes() {
		AtomicInteger calls = new AtomicInteger();
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.onPlan = () -> {
				if (calls.incrementAndGet() <= 12) {
					throw new IllegalStateException("auth: connection refused");
				}
			};
			assertThat(stage.start(Plans.confirmation(Plans.NOON)).onlyOutcome().status())
				.isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(calls).hasValue(13);
			assertThat(stage.eventNames()).as("retries of the server leave no trace in history").hasSizeLessThan(25);
		}
	}

	@Test
	void waitsForTheBrokerAsLongAsItTakes() {
		AtomicInteger calls = new AtomicInteger();
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.scriptAlways("email_confirmation", (dispatch) -> {
				if (calls.incrementAndGet() <= 8) {
					throw new IllegalStateException("no broker");
				}
				return Dispatched.answered(receipt(dispatch, ReceiptStatus.DELIVERED));
			});
			assertThat(stage.start(Plans.confirmation(Plans.NOON)).onlyOutcome().attempts()).isEqualTo(1);
			assertThat(stage.fakes.attempts()).containsOnly(1);
		}
	}

	@Test
	void endsAtItsDeadlineWhatCannotBeDispatched() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			EventScenario.EXPIRED_BEFORE_IT_WAS_WRITTEN.play(stage);

			NoticeOutcome outcome = stage.onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.EXPIRED);
			assertThat(outcome.reason()).startsWith("it could not be dispatched until its deadline");
			assertThat(stage.fakes.withdrawals).hasSize(1);
			assertThat(stage.fakes.recorded).containsExactly(outcome);
			assertThat(ShownOutcome.endOf(stage.history())).isBefore(Plans.NOON.plusSeconds(660));
		}
	}

	/** Its first attempt was sent or not, and what the second says cannot be had. */
	@Test
	void endsAtItsDeadlineWhatMayHaveBeenSentAndCannotBeSentAgain() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			EventScenario.UNKNOWN_SINCE_IT_COULD_NOT_BE_SENT_AGAIN.play(stage);

			NoticeOutcome outcome = stage.onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.UNKNOWN);
			assertThat(stage.fakes.withdrawals).as("asked after the deadline, and answered").hasSize(1);
			assertThat(ShownOutcome.endOf(stage.history())).isBetween(Plans.NOON.plusSeconds(600),
					Plans.NOON.plusSeconds(660));
		}
	}

	/** What was said of the first attempt before is no answer to the question. */
	@Test
	void asksTheWorkerOnceMoreBeforeItBelievesThatNobodyCanTell() {
		AtomicInteger asked = new AtomicInteger();
		try (EventStage stage = new EventStage(Plans.NOON)) {
			EventScenario.UNKNOWN_SINCE_IT_COULD_NOT_BE_SENT_AGAIN.play(stage);
			stage.fakes.onWithdraw = (withdraw) -> {
				if (asked.incrementAndGet() == 3) {
					stage.workflow()
						.acknowledge(List.of(new Receipt("welcome-email", "workflow", 2, ReceiptStatus.DELIVERED,
								Plans.NOON, null, null, "250 ok", false)));
				}
			};

			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(asked).hasValue(3);
		}
	}

	@Test
	void endsWhatCannotBeDispatchedWhenStaffCancelIt() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			EventScenario.CANCELLED_BEFORE_IT_WAS_WRITTEN.play(stage);

			NoticeOutcome outcome = stage.onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.CANCELLED);
			assertThat(outcome.reason()).contains("ordered by mistake");
			assertThat(stage.fakes.recorded).containsExactly(outcome);
			assertThat(ShownOutcome.endOf(stage.history())).isBefore(Plans.NOON.plusSeconds(180));
		}
	}

	@Test
	void failsVisiblyWhenALetterCannotBeRenderedAndStillSendsTheOther() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", (dispatch) -> {
				throw ApplicationFailure.newNonRetryableFailure("email/welcome: first_name is missing",
						"RENDER_FAILED");
			});
			stage.start(Plans.confirmation(Plans.NOON), Plans.welcome(Plans.NOON));
			assertThatExceptionOfType(WorkflowFailedException.class).isThrownBy(stage::end)
				.havingCause()
				.withMessageContaining("welcome: RENDER_FAILED: email/welcome: first_name is missing");
			assertThat(stage.fakes.recorded).extracting(NoticeOutcome::status).containsExactly(OutcomeStatus.FAILED);
			assertThat(stage.fakes.dispatches).hasSize(2);
		}
	}

	@Test
	void dispatchesTheSameAttemptOnceMoreWhenTheOrchestratorDiesInADispatch() throws Exception {
		CountDownLatch waiting = new CountDownLatch(1);
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", (dispatch) -> {
				waiting.countDown();
				EventStage.hang();
				return Dispatched.PUBLISHED;
			}, FakeActivities.answers(ReceiptStatus.DELIVERED));
			stage.start(Plans.welcome(Plans.NOON));
			assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
			stage.killTheWorkerAndStartAnother();
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.attempts()).containsExactly(1, 1);
		}
	}

}
