package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;

import cinema.workflows.contract.QuietHours;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.PlannedNotice;
import io.temporal.client.WorkflowUpdateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static cinema.workflows.event.FakeActivities.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Letters to people who have said when they want to be told. */
@Timeout(60)
class EventWishTests {

	/** 13:00 in Moscow, two days after noon. */
	private static final Instant PAUSE = Plans.NOON.plus(Duration.ofHours(49));

	private static PlannedNotice letter(Delivery wishes) {
		PlannedNotice notice = Plans.notice("welcome", Urgency.NORMAL, Plans.NIGHT,
				Plans.NOON.plus(Duration.ofDays(7)));
		return notice.withReceiver(notice.timeZone(), null, wishes);
	}

	private static Delivery paused(Instant until) {
		return new Delivery(null, null, null, null, until);
	}

	private static Delivery quiet(String from, String to) {
		return new Delivery(null, null, null, new QuietHours(LocalTime.parse(from), LocalTime.parse(to)), null);
	}

	private static PlannedNotice wishing(PlannedNotice notice, Delivery wishes) {
		return notice.withReceiver(notice.timeZone(), null, wishes);
	}

	@Test
	void holdsALetterUntilAPauseEnds() {
		try (EventStage stage = new EventStage(Plans.NOON).start(letter(paused(PAUSE)))) {
			stage.sleep(Duration.ofMinutes(1));
			assertThat(stage.workflow().progress().notices().get(0).state())
				.isEqualTo("held: paused until 25 Nov 13:00 Europe/Moscow");
			stage.fakes.reread = (notice) -> wishing(notice, null);
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.dispatchedAt).singleElement().satisfies((at) -> isJustAfter(at, PAUSE));
		}
	}

	@Test
	void letsTheNightPassAfterAPause() {
		Instant evening = Instant.parse("2026-11-24T21:00:00Z");
		try (EventStage stage = new EventStage(Plans.NOON).start(letter(paused(evening)))) {
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			isJustAfter(stage.fakes.dispatchedAt.get(0), Instant.parse("2026-11-25T05:00:00Z"));
		}
	}

	@Test
	void waitsForTheEndOfTheirOwnNight() {
		try (EventStage stage = new EventStage(Plans.LATE).start(letter(quiet("23:00", "11:30")))) {
			stage.sleep(Duration.ofMinutes(1));
			assertThat(stage.workflow().progress().notices().get(0).state())
				.isEqualTo("held: own quiet hours until 11:30 Europe/Moscow");
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			isJustAfter(stage.fakes.dispatchedAt.get(0), Instant.parse("2026-11-24T08:30:00Z"));
		}
	}

	@Test
	void sendsInTheCinemasNightWhatIsInNoneOfTheirs() {
		try (EventStage stage = new EventStage(Plans.LATE).start(letter(quiet("03:00", "11:30")))) {
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			isJustAfter(stage.fakes.dispatchedAt.get(0), Plans.LATE);
		}
	}

	@Test
	void goesByNoNightThatTheNoticeDoesNotRespect() {
		PlannedNotice urgent = wishing(Plans.confirmation(Plans.LATE), quiet("20:00", "12:00"));
		try (EventStage stage = new EventStage(Plans.LATE).start(urgent)) {
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			isJustAfter(stage.fakes.dispatchedAt.get(0), Plans.LATE);
		}
	}

	@Test
	void expiresAtOnceWhatAPauseOutlasts() {
		try (EventStage stage = new EventStage(Plans.NOON)
			.start(wishing(Plans.welcome(Plans.NOON), paused(Plans.NOON.plus(Duration.ofDays(3)))))) {
			NoticeOutcome outcome = stage.onlyOutcome();
			assertThat(outcome.status()).isEqualTo(OutcomeStatus.EXPIRED);
			assertThat(outcome.reason())
				.startsWith("held: paused until 26 Nov 12:00 Europe/Moscow, but its deadline is ");
			assertThat(stage.fakes.dispatches).isEmpty();
		}
	}

	@Test
	void goesOnWhenAPauseIsEndedEarly() {
		try (EventStage stage = new EventStage(Plans.NOON).start(letter(paused(PAUSE)))) {
			stage.sleep(Duration.ofMinutes(1));
			stage.fakes.reread = (notice) -> wishing(notice, null);
			stage.workflow().reread();
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.dispatchedAt.get(0)).isBefore(Plans.NOON.plus(Duration.ofMinutes(5)));
			assertThat(stage.fakes.holds).isEmpty();
		}
	}

	@Test
	void holdsOnAndTellsTheJournalWhenAPauseBeginsMeanwhile() {
		try (EventStage stage = new EventStage(Plans.LATE).start(letter(null))) {
			stage.sleep(Duration.ofMinutes(1));
			stage.fakes.reread = (notice) -> wishing(notice, paused(PAUSE));
			stage.workflow().reread();
			stage.sleep(Duration.ofMinutes(1));
			assertThat(stage.fakes.holds).containsExactly("held: paused until 25 Nov 13:00 Europe/Moscow");
			stage.fakes.reread = (notice) -> wishing(notice, null);
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			isJustAfter(stage.fakes.dispatchedAt.get(0), PAUSE);
		}
	}

	@Test
	void holdsWhatIsDeferredWhenAPauseBeginsMeanwhile() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", answers(ReceiptStatus.DEFERRED));
			stage.fakes.reread = (notice) -> wishing(notice, stage.now().isBefore(PAUSE) ? paused(PAUSE) : null);
			assertThat(stage.start(letter(null)).onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.attempts()).containsExactly(1, 2);
			isJustAfter(stage.fakes.dispatchedAt.get(1), PAUSE);
		}
	}

	@Test
	void sendsDuringAPauseWhatStaffSendAtOnce() {
		try (EventStage stage = new EventStage(Plans.NOON).start(letter(paused(PAUSE)))) {
			stage.sleep(Duration.ofMinutes(1));
			stage.fakes.script("welcome", answers(ReceiptStatus.DEFERRED));
			assertThatThrownBy(() -> stage.workflow().reschedule(Plans.NOON.plus(Duration.ofHours(3)), "ann"))
				.isInstanceOf(WorkflowUpdateException.class)
				.rootCause()
				.hasMessageContaining("in the receiver's pause, which ends at 13:00");
			stage.workflow().reschedule(null, "ann");
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.attempts()).containsExactly(1, 2);
			assertThat(stage.fakes.dispatchedAt.get(1)).as("the second try too")
				.isBefore(Plans.NOON.plus(Duration.ofMinutes(5)));
		}
	}

	@Test
	void followsTheClockOfWhoeverTravelsInTheirOwnNight() {
		try (EventStage stage = new EventStage(Plans.LATE).start(letter(quiet("23:00", "09:00")))) {
			stage.fakes.reread = (notice) -> notice.withReceiver("Europe/Lisbon", null, notice.delivery());
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			isJustAfter(stage.fakes.dispatchedAt.get(0), Instant.parse("2026-11-24T09:00:00Z"));
		}
	}

	private static void isJustAfter(Instant at, Instant expected) {
		assertThat(at).isBetween(expected, expected.plusSeconds(20));
	}

}
