package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import cinema.workflows.ShownOutcome;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.dispatch.Withdraw;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.CanceledFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static cinema.workflows.event.FakeActivities.answers;
import static cinema.workflows.event.FakeActivities.saysNothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What staff can do with a running event, and what they are told. */
@Timeout(60)
class EventStaffTests {

	/** What knows the receiver is away, and may have collected it nevertheless. */
	@Test
	void cancelsWhatCannotBeCollected() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			EventScenario.CANCELLED_WHILE_IT_COULD_NOT_BE_COLLECTED.play(stage);

			NoticeOutcome outcome = stage.onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.CANCELLED);
			assertThat(outcome.reason()).isEqualTo("cancelled by service laptop: ordered by mistake");
			assertThat(stage.fakes.uncollected).containsExactly(outcome.reason());
			assertThat(stage.fakes.dispatches).isEmpty();
			assertThat(ShownOutcome.endOf(stage.history())).isBefore(Plans.NOON.plusSeconds(400));
		}
	}

	@Test
	void saysThatALetterHasWhatIsCancelledTooLate() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			EventScenario.COLLECTED_THOUGH_IT_WAS_CANCELLED.play(stage);

			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.COLLECTED);
		}
	}

	@Test
	void cancelsWhatIsHeld() {
		try (EventStage stage = new EventStage(Plans.LATE).start(Plans.welcome(Plans.LATE))) {
			stage.sleep(Duration.ofMinutes(1));
			assertThat(stage.workflow().progress().notices()).singleElement()
				.satisfies((one) -> assertThat(one.state()).isEqualTo("held until 08:00 Europe/Moscow"));
			assertThat(stage.workflow().cancel("ordered by mistake", null).notices()).singleElement()
				.satisfies((one) -> assertThat(one.state()).isEqualTo("CANCELLED, ordered by mistake"));
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.CANCELLED);
			assertThat(stage.fakes.dispatches).isEmpty();
			assertThat(stage.fakes.recorded).hasSize(1);
		}
	}

	@Test
	void saysThatALetterWasAlreadySentAndCancelsTheRest() {
		try (EventStage stage = new EventStage(Plans.LATE).start(Plans.confirmation(Plans.LATE),
				Plans.welcome(Plans.LATE))) {
			stage.sleep(Duration.ofMinutes(1));
			assertThat(stage.workflow().cancel("too late", null).notices()).extracting(NoticeProgress::state)
				.containsExactly("DELIVERED, email: 250 queued", "CANCELLED, too late");
			assertThat(stage.end()).extracting(NoticeOutcome::status)
				.containsExactly(OutcomeStatus.DELIVERED, OutcomeStatus.CANCELLED);
		}
	}

	@Test
	void withdrawsWhatIsQueued() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", saysNothing());
			stage.fakes.onWithdraw = (withdraw) -> stage.workflow()
				.acknowledge(List.of(receipt(ReceiptStatus.WITHDRAWN)));
			stage.start(Plans.welcome(Plans.NOON)).sleep(Duration.ofMinutes(1));
			assertThat(stage.workflow().cancel("mistake", null).notices()).singleElement()
				.satisfies((one) -> assertThat(one.outcome()).isNotNull());
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.CANCELLED);
			assertThat(stage.fakes.withdrawals).singleElement()
				.satisfies((withdraw) -> assertThat(withdraw.postingIds()).containsExactly("welcome-email"));
		}
	}

	@Test
	void saysThatAQueuedLetterTurnedOutToBeSent() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", saysNothing());
			stage.fakes.onWithdraw = (withdraw) -> stage.workflow()
				.acknowledge(List.of(receipt(ReceiptStatus.DELIVERED)));
			stage.start(Plans.welcome(Plans.NOON)).sleep(Duration.ofMinutes(1));
			stage.workflow().cancel("mistake", null);
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
		}
	}

	@Test
	void callsNothingCancelledThatMayHaveBeenSent() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", saysNothing());
			stage.fakes.onWithdraw = (withdraw) -> stage.workflow()
				.acknowledge(List.of(receipt(ReceiptStatus.UNKNOWN)));
			stage.start(Plans.welcome(Plans.NOON)).sleep(Duration.ofMinutes(1));
			stage.workflow().cancel("mistake", null);
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.UNKNOWN);
			assertThat(stage.onlyOutcome().reason()).contains("mistake");
		}
	}

	@Test
	void cancelsBetweenTwoDeferredAttempts() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.scriptAlways("welcome", answers(ReceiptStatus.DEFERRED));
			stage.start(Plans.welcome(Plans.NOON)).sleep(Duration.ofMinutes(2));
			stage.workflow().cancel("enough", null);
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.CANCELLED);
			assertThat(stage.fakes.withdrawals).isEmpty();
		}
	}

	@Test
	void treatsTheCancelButtonOfTheWebUiAlike() {
		try (EventStage stage = new EventStage(Plans.LATE)) {
			stage.fakes.script("email_confirmation", saysNothing());
			stage.fakes.onWithdraw = (withdraw) -> stage.workflow()
				.acknowledge(List.of(new Receipt("email_confirmation-email", "w", 1, ReceiptStatus.DELIVERED,
						Instant.EPOCH, null, null, null, false)));
			stage.start(Plans.confirmation(Plans.LATE), Plans.welcome(Plans.LATE)).sleep(Duration.ofMinutes(1));
			WorkflowStub.fromTyped(stage.workflow()).cancel("by hand");
			assertThatExceptionOfType(WorkflowFailedException.class).isThrownBy(stage::end)
				.withCauseInstanceOf(CanceledFailure.class);
			assertThat(stage.fakes.recorded).extracting(NoticeOutcome::notice).containsExactly("welcome");
			assertThat(stage.fakes.withdrawals).as("what the worker has is asked back, and its answer awaited")
				.hasSize(1);
		}
	}

	@Test
	void sendsAHeldLetterAtOnceWhenStaffAskForIt() {
		try (EventStage stage = new EventStage(Plans.LATE).start(Plans.welcome(Plans.LATE))) {
			stage.sleep(Duration.ofMinutes(1));
			stage.workflow().reschedule(null, "service laptop");
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.dispatchedAt.get(0)).isBefore(Plans.LATE.plusSeconds(90));
			assertThat(stage.fakes.dispatches.get(0).notice().quietHours()).as("else the worker postpones it").isNull();
		}
	}

	@Test
	void movesAHeldLetterToAnotherMoment() {
		Instant ten = Plans.MORNING.plus(Duration.ofHours(2));
		try (EventStage stage = new EventStage(Plans.LATE).start(Plans.welcome(Plans.LATE))) {
			stage.sleep(Duration.ofMinutes(1));
			String moved = "held until 10:00 Europe/Moscow, moved by service laptop";
			assertThat(stage.workflow().reschedule(ten, "service laptop").notices()).singleElement()
				.satisfies((one) -> assertThat(one.state()).isEqualTo(moved));
			assertThat(stage.fakes.holds).containsExactly(moved);
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.dispatchedAt.get(0)).isBetween(ten, ten.plusSeconds(20));
			assertThat(stage.fakes.dispatches.get(0).notice().quietHours()).as("the worker keeps the night as well")
				.isNotNull();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			2026-11-23T20:00:00Z | has passed, it is 2026-11-23T20:3
			2026-11-23T20:29:00Z | now=true
			2026-11-23T20:30:30Z | is 23:31 Europe/Moscow
			2026-11-23T21:00:00Z | ends at 08:00 (2026-11-24T05:00:00Z)
			2026-11-24T04:59:59Z | 07:59
			2026-11-24T20:30:00Z | deadline of welcome
			2126-11-24T20:30:00Z | 2026-11-24T20:30:00Z: it would expire
			""")
	void refusesAMomentThatWouldDoHarm(Instant moment, String reason) {
		try (EventStage stage = new EventStage(Plans.LATE).start(Plans.welcome(Plans.LATE))) {
			stage.sleep(Duration.ofMinutes(1).plusSeconds(1));
			assertThatExceptionOfType(WorkflowUpdateException.class)
				.isThrownBy(() -> stage.workflow().reschedule(moment, null))
				.havingCause()
				.withMessageContaining(reason)
				.withMessageContaining(IllegalArgumentException.class.getName());
			assertThat(stage.onlyOutcome().status()).as("nothing has changed").isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.dispatchedAt.get(0)).isBetween(Plans.MORNING, Plans.MORNING.plusSeconds(20));
		}
	}

	@Test
	void movesNothingWhereNothingIsHeld() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", saysNothing());
			stage.start(Plans.welcome(Plans.NOON)).sleep(Duration.ofSeconds(1));
			assertThatExceptionOfType(WorkflowUpdateException.class)
				.isThrownBy(() -> stage.workflow().reschedule(Plans.NOON.plusSeconds(60), null))
				.havingCause()
				.withMessageContaining("nothing is held");
		}
	}

	@Test
	void tellsWhoCancelled() {
		try (EventStage stage = new EventStage(Plans.LATE).start(Plans.welcome(Plans.LATE))) {
			stage.sleep(Duration.ofMinutes(1));
			stage.workflow().cancel("ordered by mistake", "service laptop");
			assertThat(stage.onlyOutcome().reason()).isEqualTo("cancelled by service laptop: ordered by mistake");
			assertThat(stage.fakes.recorded).extracting(NoticeOutcome::reason)
				.containsExactly("cancelled by service laptop: ordered by mistake");
		}
	}

	@Test
	void tellsWhoTookBackWhatWasQueued() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", saysNothing());
			stage.fakes.onWithdraw = (withdraw) -> stage.workflow()
				.acknowledge(List.of(receipt(ReceiptStatus.WITHDRAWN)));
			stage.start(Plans.welcome(Plans.NOON)).sleep(Duration.ofMinutes(1));
			stage.workflow().cancel(null, "user 9d3c");
			assertThat(stage.onlyOutcome().reason()).isEqualTo("cancelled by user 9d3c");
			assertThat(stage.fakes.withdrawals).extracting(Withdraw::reason).containsExactly("cancelled by user 9d3c");
		}
	}

	@Test
	void refusesACancelWithoutAReason() {
		try (EventStage stage = new EventStage(Plans.LATE).start(Plans.welcome(Plans.LATE))) {
			stage.sleep(Duration.ofMinutes(1));
			assertThatExceptionOfType(WorkflowUpdateException.class)
				.isThrownBy(() -> stage.workflow().cancel(" ", null))
				.havingCause()
				.withMessageContaining("reason");
		}
	}

	/** It has said nothing for a minute when staff cancel. */
	@Test
	void cancelsWhatIsHeldThoughNobodyKnowsItsReceiver() {
		try (EventStage stage = new EventStage(Plans.LATE).start(Plans.welcome(Plans.LATE))) {
			stage.sleep(Duration.ofMinutes(1));
			stage.fakes.reread = (notice) -> {
				throw new IllegalStateException("auth answered 503");
			};
			stage.workflow().reread();
			stage.sleep(Duration.ofMinutes(1));
			Instant asked = stage.now();

			assertThat(stage.workflow().cancel("mistake", null).notices()).singleElement()
				.satisfies((one) -> assertThat(one.state()).isEqualTo("CANCELLED, mistake"));

			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.CANCELLED);
			assertThat(ShownOutcome.endOf(stage.history())).isBetween(asked, asked.plusSeconds(2));
			assertThat(stage.fakes.dispatches).isEmpty();
		}
	}

	@Test
	void answersAtOnceBeforeThereIsAPlanAndTellsNobodyWhenThereIsOne() {
		Instant back = Plans.NOON.plusSeconds(300);
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.onPlan = () -> {
				if (stage.now().isBefore(back)) {
					throw new IllegalStateException("auth answered 503");
				}
			};
			stage.start(Plans.welcome(Plans.NOON)).sleep(Duration.ofMinutes(1));
			Instant asked = stage.now();

			assertThat(stage.workflow().cancel("mistake", null).notices()).as("there is no plan").isEmpty();

			assertThat(stage.now()).isBefore(asked.plusSeconds(3));
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.CANCELLED);
			assertThat(ShownOutcome.endOf(stage.history())).isAfterOrEqualTo(back);
			assertThat(stage.fakes.dispatches).isEmpty();
		}
	}

	private static Receipt receipt(ReceiptStatus status) {
		return new Receipt("welcome-email", "workflow", 1, status, Instant.EPOCH, null, null, null, false);
	}

}
