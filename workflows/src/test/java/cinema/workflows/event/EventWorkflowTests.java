package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;

import cinema.workflows.ShownOutcome;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.plan.PlannedNotice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static cinema.workflows.event.FakeActivities.answers;
import static cinema.workflows.event.FakeActivities.postponesUntil;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The life of one event through days, nights and refusals, on a server whose clock skips
 * what is waited for.
 */
@Timeout(60)
class EventWorkflowTests {

	@Test
	void deliversByDayWithinOneWorkflowTask() {
		try (EventStage stage = new EventStage(Plans.NOON).start(Plans.welcome(Plans.NOON))) {
			NoticeOutcome outcome = stage.onlyOutcome();
			assertThat(outcome.status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(outcome.channel()).isEqualTo(Channel.EMAIL);
			assertThat(outcome.reason()).isEqualTo("email: 250 queued");
			assertThat(ShownOutcome.endOf(stage.history())).isBefore(Plans.NOON.plusSeconds(60));
			assertThat(stage.fakes.recorded).as("the receipt has told the journal").isEmpty();
		}
	}

	@Test
	void endsAtOnceWhenNobodyIsToBeTold() {
		try (EventStage stage = new EventStage(Plans.NOON).start()) {
			assertThat(stage.end()).isEmpty();
		}
	}

	@Test
	void holdsALetterThroughTheReceiversNight() {
		try (EventStage stage = new EventStage(Plans.LATE).start(Plans.welcome(Plans.LATE))) {
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.dispatchedAt).singleElement().satisfies((at) -> isJustAfter(at, Plans.MORNING));
		}
	}

	@Test
	void sendsAnUrgentLetterAtNightWhileTheOtherWaits() {
		try (EventStage stage = new EventStage(Plans.LATE).start(Plans.confirmation(Plans.LATE),
				Plans.welcome(Plans.LATE))) {
			assertThat(stage.end()).extracting(NoticeOutcome::status)
				.containsExactly(OutcomeStatus.DELIVERED, OutcomeStatus.DELIVERED);
			isJustAfter(stage.fakes.dispatchedAt.get(0), Plans.LATE);
			isJustAfter(stage.fakes.dispatchedAt.get(1), Plans.MORNING);
		}
	}

	@Test
	void expiresAtOnceWhatTheNightOutlasts() {
		PlannedNotice shortLived = Plans.notice("welcome", Urgency.NORMAL, Plans.NIGHT,
				Plans.LATE.plus(Duration.ofHours(2)));
		try (EventStage stage = new EventStage(Plans.LATE).start(shortLived)) {
			NoticeOutcome outcome = stage.onlyOutcome();
			assertThat(outcome.status()).isEqualTo(OutcomeStatus.EXPIRED);
			assertThat(outcome.reason())
				.isEqualTo("held until 08:00 Europe/Moscow, but its deadline is 2026-11-23T22:30:00Z");
			assertThat(stage.fakes.dispatches).isEmpty();
			assertThat(stage.fakes.recorded).containsExactly(outcome);
		}
	}

	@Test
	void expiresWhatWasAlreadyStale() {
		try (EventStage stage = new EventStage(Plans.NOON).start(Plans.welcome(Plans.NOON.minus(Duration.ofDays(2))))) {
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.EXPIRED);
			assertThat(stage.fakes.dispatches).isEmpty();
		}
	}

	@Test
	void holdsAgainWhenTheReceiverHasTravelledWestMeanwhile() {
		try (EventStage stage = new EventStage(Plans.LATE).start(Plans.welcome(Plans.LATE))) {
			stage.fakes.reread = (notice) -> Plans.inZone(notice, "Europe/Lisbon");
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.dispatchedAt).singleElement()
				.satisfies((at) -> isJustAfter(at, Instant.parse("2026-11-24T08:00:00Z")));
			assertThat(stage.fakes.dispatches.get(0).notice().timeZone()).isEqualTo("Europe/Lisbon");
		}
	}

	@Test
	void suppressesWhatTheReceiverNoLongerWantsInTheMorning() {
		try (EventStage stage = new EventStage(Plans.LATE).start(Plans.welcome(Plans.LATE))) {
			stage.fakes.reread = (notice) -> Plans.suppressed(notice, "opted out of email");
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.SUPPRESSED);
			assertThat(stage.fakes.dispatches).isEmpty();
		}
	}

	@Test
	void asksForTheReceiverAtOnceWhenTheyHaveChangedTheirMind() {
		try (EventStage stage = new EventStage(Plans.LATE).start(Plans.welcome(Plans.LATE))) {
			stage.sleep(Duration.ofMinutes(1));
			stage.fakes.reread = (notice) -> Plans.suppressed(notice, "opted out of first_steps");
			stage.workflow().reread();
			assertThat(stage.onlyOutcome().reason()).isEqualTo("opted out of first_steps");
			assertThat(ShownOutcome.endOf(stage.history())).isBefore(Plans.LATE.plus(Duration.ofMinutes(5)));
			assertThat(stage.fakes.dispatches).isEmpty();
		}
	}

	@Test
	void waitsOnForTheMorningWhenNothingHasChangedForIt() {
		try (EventStage stage = new EventStage(Plans.LATE).start(Plans.welcome(Plans.LATE))) {
			stage.sleep(Duration.ofMinutes(1));
			stage.workflow().reread();
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			isJustAfter(stage.fakes.dispatchedAt.get(0), Plans.MORNING);
		}
	}

	@Test
	void holdsUntilMorningWhatTheWorkerPostponed() {
		Instant evening = Instant.parse("2026-11-23T18:59:59Z");
		try (EventStage stage = new EventStage(evening)) {
			stage.fakes.script("welcome", postponesUntil(Plans.MORNING));
			assertThat(stage.start(Plans.welcome(evening)).onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.attempts()).containsExactly(1, 2);
			isJustAfter(stage.fakes.dispatchedAt.get(1), Plans.MORNING);
		}
	}

	@Test
	void triesAgainWithGrowingGapsAfterDeferrals() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", answers(ReceiptStatus.DEFERRED), answers(ReceiptStatus.DEFERRED),
					answers(ReceiptStatus.DEFERRED), answers(ReceiptStatus.DEFERRED), answers(ReceiptStatus.DEFERRED));
			assertThat(stage.start(Plans.welcome(Plans.NOON)).onlyOutcome().status())
				.isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.attempts()).containsExactly(1, 2, 3, 4, 5, 6);
			isJustAfter(stage.fakes.dispatchedAt.get(5), Plans.NOON.plusSeconds(10 + 20 + 40 + 80 + 160));
		}
	}

	@Test
	void defersUntilTheDeadlineAndThenExpires() {
		PlannedNotice code = Plans.notice("code", Urgency.URGENT, null, Plans.NOON.plus(Duration.ofMinutes(10)));
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.scriptAlways("code", answers(ReceiptStatus.DEFERRED));
			NoticeOutcome outcome = stage.start(code).onlyOutcome();
			assertThat(outcome.status()).isEqualTo(OutcomeStatus.EXPIRED);
			assertThat(outcome.reason()).isEqualTo("email: 451 try later, until its deadline");
			assertThat(stage.fakes.dispatchedAt.get(stage.fakes.dispatchedAt.size() - 1))
				.isBetween(code.deadline().minusSeconds(20), code.deadline());
		}
	}

	@Test
	void fallsBackToTheNextChannelWhenTheFirstRefusesForGood() {
		PlannedNotice notice = Plans.notice("code", Urgency.URGENT, null, Plans.NOON.plusSeconds(600), Channel.EMAIL,
				Channel.SMS);
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("code", answers(ReceiptStatus.REJECTED));
			NoticeOutcome outcome = stage.start(notice).onlyOutcome();
			assertThat(outcome.status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(outcome.channel()).isEqualTo(Channel.SMS);
			assertThat(stage.fakes.attempts()).containsExactly(1, 1);
		}
	}

	@Test
	void endsRejectedWhenNoChannelIsLeft() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", answers(ReceiptStatus.REJECTED));
			assertThat(stage.start(Plans.welcome(Plans.NOON)).onlyOutcome().status()).isEqualTo(OutcomeStatus.REJECTED);
			assertThat(stage.fakes.attempts()).containsExactly(1);
		}
	}

	@Test
	void expiresByTheWorkersWord() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", answers(ReceiptStatus.EXPIRED));
			assertThat(stage.start(Plans.welcome(Plans.NOON)).onlyOutcome().status()).isEqualTo(OutcomeStatus.EXPIRED);
		}
	}

	@Test
	void sendsAnUrgentLetterOnceMoreWhenItsFateIsUnknown() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("email_confirmation", answers(ReceiptStatus.UNKNOWN), answers(ReceiptStatus.UNKNOWN));
			assertThat(stage.start(Plans.confirmation(Plans.NOON)).onlyOutcome().status())
				.isEqualTo(OutcomeStatus.UNKNOWN);
			assertThat(stage.fakes.attempts()).containsExactly(1, 2);
		}
	}

	@Test
	void neverSendsABulkLetterAgainWhenItsFateIsUnknown() {
		PlannedNotice bulk = Plans.notice("new_movies", Urgency.BULK, null, Plans.NOON.plusSeconds(600));
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("new_movies", answers(ReceiptStatus.UNKNOWN));
			assertThat(stage.start(bulk).onlyOutcome().status()).isEqualTo(OutcomeStatus.UNKNOWN);
			assertThat(stage.fakes.attempts()).containsExactly(1);
		}
	}

	@Test
	void recordsWhyNobodyIsTold() {
		try (EventStage stage = new EventStage(Plans.NOON)
			.start(Plans.suppressed(Plans.welcome(Plans.NOON), "unknown user"))) {
			NoticeOutcome outcome = stage.onlyOutcome();
			assertThat(outcome.status()).isEqualTo(OutcomeStatus.SUPPRESSED);
			assertThat(outcome.reason()).isEqualTo("unknown user");
			assertThat(stage.fakes.recorded).containsExactly(outcome);
		}
	}

	private static void isJustAfter(Instant at, Instant expected) {
		assertThat(at).isBetween(expected, expected.plusSeconds(20));
	}

}
