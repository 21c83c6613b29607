package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import cinema.workflows.ShownOutcome;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.dispatch.Withdraw;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.PlannedNotice;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static cinema.workflows.event.FakeActivities.findsNoPlaceUntil;
import static cinema.workflows.event.FakeActivities.folds;
import static cinema.workflows.event.FakeActivities.saysNothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Notices with steps: who has seen one is left alone by the rest. */
@Timeout(60)
class EventStepTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	@Test
	void goesToTheNextStepWhenNobodyHasSeenTheOneBefore() {
		try (EventStage stage = new EventStage(Plans.NOON).start(Plans.steps(Plans.NOON))) {
			NoticeOutcome outcome = stage.onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(outcome.channel()).isEqualTo(Channel.EMAIL);
			assertThat(stage.fakes.channels()).containsExactly("web", "push", "email");
			wentAt(stage, 0, 10, 70);
			assertThat(stage.fakes.written).isEmpty();
			assertThat(stage.fakes.withdrawals).isEmpty();
		}
	}

	@Test
	void saysWhatItWaitsFor() {
		try (EventStage stage = new EventStage(Plans.NOON).start(Plans.steps(Plans.NOON))) {
			stage.sleep(MINUTE);

			NoticeProgress progress = stage.workflow().progress().notices().get(0);

			assertThat(progress.state()).isEqualTo("held until 12:10 Europe/Moscow, unless it is seen on web");
			assertThat(progress.postingId()).isEqualTo("episode-push");
			assertThat(progress.heldUntil()).isBetween(Plans.NOON.plusSeconds(600), Plans.NOON.plusSeconds(620));
			stage.report("web", ReceiptStatus.SEEN);
			stage.end();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 599, 601, 4100 })
	void isSilentOnceOneIsSeen(int seconds) {
		try (EventStage stage = new EventStage(Plans.NOON).start(Plans.steps(Plans.NOON))) {
			stage.sleep(Duration.ofSeconds(seconds));
			stage.report("web", ReceiptStatus.SEEN);

			NoticeOutcome outcome = stage.onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.SEEN);
			assertThat(outcome.channel()).isEqualTo(Channel.WEB);
			assertThat(outcome.reason()).isEqualTo("web: seen");
			assertThat(stage.fakes.dispatches).hasSize((seconds < 600) ? 1 : 2);
			assertThat(stage.fakes.written)
				.containsExactly(((seconds < 600) ? "push,email" : "email") + " SILENCED, seen on web");
			assertThat(ShownOutcome.endOf(stage.history())).isBefore(Plans.NOON.plusSeconds(seconds + 60));
		}
	}

	@Test
	void takesWhatIsSeenForDeliveredThoughNobodySaidSo() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", saysNothing());
			stage.start(Plans.steps(Plans.NOON)).sleep(MINUTE);

			stage.report("web", ReceiptStatus.SEEN);
			stage.report("web", ReceiptStatus.DELIVERED);
			stage.report("web", ReceiptStatus.SEEN);

			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.SEEN);
			assertThat(stage.fakes.channels()).containsExactly("web");
			assertThat(stage.fakes.written).as("a signal may come in between")
				.containsOnly("push,email SILENCED, seen on web");
		}
	}

	@Test
	void goesToTheNextAtOnceWhereOneIsRejected() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.REJECTED));

			assertThat(stage.start(Plans.steps(Plans.NOON)).onlyOutcome().channel()).isEqualTo(Channel.EMAIL);
			wentAt(stage, 0, 0, 60);
			assertThat(stage.fakes.written).as("the receipt says it").isEmpty();
		}
	}

	@Test
	void goesToTheNextAtOnceWhereOneIsNotWanted() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.DELIVERED),
					(dispatch) -> Dispatched.suppressed("opted out of new_episodes"));

			assertThat(stage.start(Plans.steps(Plans.NOON)).onlyOutcome().channel()).isEqualTo(Channel.EMAIL);
			wentAt(stage, 0, 10, 10);
			assertThat(stage.fakes.written).as("the dispatch writes it down").isEmpty();
		}
	}

	@Test
	void goesToTheNextAtOnceWhereOneCannotBeMade() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", (dispatch) -> {
				throw ApplicationFailure.newNonRetryableFailure("web/episode: title is missing", "RENDER_FAILED");
			});

			assertThat(stage.start(Plans.steps(Plans.NOON)).onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			wentAt(stage, 0, 0, 60);
			assertThat(stage.fakes.written).containsExactly("web FAILED, RENDER_FAILED: web/episode: title is missing");
		}
	}

	/** Whoever mends it is told by the workflow that failed. */
	@Test
	void failsWhereOneCannotBeMadeAndNoneArrives() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", (dispatch) -> {
				throw ApplicationFailure.newNonRetryableFailure("web/episode: title is missing", "RENDER_FAILED");
			}, stage.fakes.answersNow(ReceiptStatus.REJECTED), (dispatch) -> Dispatched.suppressed("no address"));
			stage.start(Plans.steps(Plans.NOON));

			assertThatThrownBy(stage::end).rootCause()
				.hasMessageContaining("RENDER_FAILED: web/episode: title is missing");
			assertThat(stage.fakes.written).containsExactly("web FAILED, RENDER_FAILED: web/episode: title is missing");
			wentAt(stage, 0, 0, 0);
		}
	}

	@Test
	void endsWithTheDigestOfWhichItIsPart() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", folds(Plans.NOON.plus(Duration.ofHours(3))));

			NoticeOutcome outcome = stage.start(Plans.steps(Plans.NOON)).onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.COLLECTED);
			assertThat(stage.fakes.channels()).containsExactly("web");
			assertThat(stage.fakes.written).containsExactly("push,email SILENCED, it is part of a digest");
		}
	}

	@Test
	void endsWithWhatIsAboutTheWholeNotice() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", (dispatch) -> Dispatched.never("an earlier event had its id"));

			NoticeOutcome outcome = stage.start(Plans.steps(Plans.NOON)).onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.SUPPRESSED);
			assertThat(stage.fakes.channels()).containsExactly("web");
			assertThat(stage.fakes.written).containsExactly("web,push,email SUPPRESSED, an earlier event had its id");
		}
	}

	@Test
	void asksForAPlaceSoOftenWhateverTheNumberOfItsSteps() {
		Instant free = Plans.NOON.plusSeconds(60);
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.scriptAlways("episode",
					(dispatch) -> (dispatch.posting().channel() == Channel.WEB && stage.fakes.dispatches.size() > 15)
							? Dispatched.suppressed("no browser") : findsNoPlaceUntil(free).apply(dispatch));

			NoticeOutcome outcome = stage.start(Plans.steps(Plans.NOON)).onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.SUPPRESSED);
			assertThat(outcome.reason()).endsWith(", asked 20 times");
			assertThat(stage.fakes.dispatches).hasSize(21);
			assertThat(stage.fakes.written).singleElement().asString().startsWith("push,email SUPPRESSED, cap: ");
		}
	}

	/** Its row of before names no step, and then the journal says so of it. */
	@Test
	void takesForSeenWhateverTheJournalTellsOfAnEarlierStep() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.DELIVERED),
					(dispatch) -> Dispatched.answered(stage.fakes.receipt("episode-web", 1, ReceiptStatus.DELIVERED)));

			assertThat(stage.start(Plans.steps(Plans.NOON)).onlyOutcome().status()).isEqualTo(OutcomeStatus.SEEN);
			assertThat(stage.fakes.channels()).containsExactly("web", "push");
		}
	}

	/** Whatever became of the last one that was tried. */
	@Test
	void saysOfTheRestWhyItWasNotTried() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", saysNothing());
			stage.fakes.onWithdraw = (withdraw) -> stage.report("web", ReceiptStatus.REJECTED);
			stage.start(Plans.steps(Plans.NOON)).sleep(MINUTE);

			stage.workflow().cancel("by mistake", "service laptop");

			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.REJECTED);
			assertThat(stage.fakes.written)
				.containsExactly("push,email CANCELLED, cancelled by service laptop: by mistake");
		}
	}

	@Test
	void saysOfAllStepsWhyNoneCouldBeSent() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.scriptAlways("episode", (dispatch) -> Dispatched.suppressed("inactive user"));

			NoticeOutcome outcome = stage.start(Plans.steps(Plans.NOON)).onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.SUPPRESSED);
			assertThat(outcome.reason()).isEqualTo("inactive user");
			wentAt(stage, 0, 0, 0);
		}
	}

	@Test
	void needsNoneThatOnlyStandsIn() {
		PlannedNotice notice = Plans.steps(null, Plans.NOON.plus(Duration.ofDays(1)), Plans.step(Channel.WEB, 1, null),
				Plans.step(Channel.PUSH, 2, null), Plans.step(Channel.EMAIL, 3, Duration.ofHours(1)));
		try (EventStage stage = new EventStage(Plans.NOON).start(notice)) {
			assertThat(stage.onlyOutcome().channel()).isEqualTo(Channel.EMAIL);
			assertThat(stage.fakes.channels()).containsExactly("web", "email");
			wentAt(stage, 0, 60);
		}
	}

	@Test
	void endsWhereNothingFollowsWhatArrived() {
		PlannedNotice notice = Plans.steps(null, Plans.NOON.plus(Duration.ofDays(1)), Plans.step(Channel.WEB, 1, null),
				Plans.step(Channel.EMAIL, 2, null));
		try (EventStage stage = new EventStage(Plans.NOON).start(notice)) {
			assertThat(stage.onlyOutcome().channel()).isEqualTo(Channel.WEB);
			assertThat(stage.fakes.dispatches).hasSize(1);
		}
	}

	@Test
	void isNotSilentForWhatMayNotHaveArrived() {
		PlannedNotice steps = Plans.steps(Plans.NOON);
		PlannedNotice bulk = new PlannedNotice(steps.name(), steps.topic(), Urgency.BULK, "u1", "Europe/Moscow", null,
				steps.deadline(), steps.context(), steps.postings(), null, false, null);
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.UNKNOWN),
					stage.fakes.answersNow(ReceiptStatus.REJECTED), stage.fakes.answersNow(ReceiptStatus.REJECTED));

			NoticeOutcome outcome = stage.start(bulk).onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.UNKNOWN);
			assertThat(outcome.reason()).startsWith("web: 451 try later; then REJECTED, email: ");
			wentAt(stage, 0, 10, 10);
		}
	}

	@Test
	void isSilentedByWhatWasNotBelievedToHaveArrived() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.REJECTED));
			stage.start(Plans.steps(Plans.NOON)).sleep(MINUTE);

			stage.report("web", ReceiptStatus.SEEN);

			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.SEEN);
			assertThat(stage.fakes.channels()).containsExactly("web", "push");
			assertThat(stage.fakes.written).containsExactly("email SILENCED, seen on web");
		}
	}

	@Test
	void endsWhereTheDeadlineComesBeforeTheNextTurn() {
		PlannedNotice notice = Plans.steps(null, Plans.NOON.plus(Duration.ofMinutes(30)),
				Plans.step(Channel.WEB, 1, null), Plans.step(Channel.EMAIL, 2, Duration.ofHours(1)));
		try (EventStage stage = new EventStage(Plans.NOON).start(notice)) {
			NoticeOutcome outcome = stage.onlyOutcome();

			assertThat(outcome.status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(outcome.reason())
				.startsWith("web: 250 queued; then EXPIRED, its turn comes at 2026-11-23T10:00");
			assertThat(stage.fakes.written).singleElement()
				.asString()
				.startsWith("email EXPIRED, its turn comes at ")
				.endsWith(", and its deadline is 2026-11-23T09:30:00Z");
			assertThat(ShownOutcome.endOf(stage.history())).isBefore(Plans.NOON.plusSeconds(60));
		}
	}

	@Test
	void holdsOneStepForTheNightAndAnotherNot() {
		try (EventStage stage = new EventStage(Plans.LATE).start(byNight(Plans.LATE.plus(Duration.ofDays(1))))) {
			assertThat(stage.onlyOutcome().channel()).isEqualTo(Channel.EMAIL);
			assertThat(stage.fakes.channels()).containsExactly("web", "push", "email");
			List<Instant> at = stage.fakes.dispatchedAt;
			assertThat(at.get(0)).isBefore(Plans.LATE.plusSeconds(10));
			assertThat(at.get(1)).isBetween(Plans.MORNING, Plans.MORNING.plusSeconds(10));
			assertThat(at.get(2)).isBetween(Plans.MORNING.plusSeconds(1200), Plans.MORNING.plusSeconds(1220));
			assertThat(stage.fakes.dispatches.get(0).notice().by(stage.fakes.dispatches.get(0).posting()).quietHours())
				.as("the worker does not hold it either")
				.isNull();
		}
	}

	@Test
	void isSilentWhenItIsSeenDuringTheNightOfTheNextStep() {
		try (EventStage stage = new EventStage(Plans.LATE).start(byNight(Plans.LATE.plus(Duration.ofDays(1))))) {
			stage.sleep(Duration.ofHours(3));
			assertThat(stage.workflow().progress().notices().get(0).state())
				.isEqualTo("held until 08:00 Europe/Moscow, unless it is seen on web");

			stage.report("web", ReceiptStatus.SEEN);

			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.SEEN);
			assertThat(stage.fakes.channels()).containsExactly("web");
		}
	}

	@Test
	void passesOverInItsTurnAStepThatTheNightOutlasts() {
		try (EventStage stage = new EventStage(Plans.LATE).start(byNight(Plans.LATE.plus(Duration.ofHours(2))))) {
			assertThat(stage.onlyOutcome().channel()).isEqualTo(Channel.EMAIL);
			assertThat(stage.fakes.channels()).containsExactly("web", "email");
			assertThat(stage.fakes.dispatchedAt.get(1)).isBetween(Plans.LATE.plusSeconds(600),
					Plans.LATE.plusSeconds(630));
			assertThat(stage.fakes.written).singleElement()
				.asString()
				.startsWith("push SKIPPED, held until 08:00 Europe/Moscow");
		}
	}

	private static PlannedNotice byNight(Instant deadline) {
		return Plans.steps(Plans.NIGHT, deadline, Plans.atNight(Plans.step(Channel.WEB, 1, null)),
				Plans.step(Channel.PUSH, 2, Duration.ofMinutes(10)),
				Plans.atNight(Plans.step(Channel.EMAIL, 3, Duration.ofMinutes(20))));
	}

	@Test
	void tellsWhatArrivedBeforeStaffCancelledTheRest() {
		try (EventStage stage = new EventStage(Plans.NOON).start(Plans.steps(Plans.NOON))) {
			stage.sleep(MINUTE);

			stage.workflow().cancel("ordered by mistake", "service laptop");

			NoticeOutcome outcome = stage.onlyOutcome();
			assertThat(outcome.status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(outcome.reason())
				.isEqualTo("web: 250 queued; then CANCELLED, cancelled by service laptop: ordered by mistake");
			assertThat(stage.fakes.written)
				.containsExactly("push,email CANCELLED, cancelled by service laptop: ordered by mistake");
			assertThat(stage.fakes.channels()).containsExactly("web");
		}
	}

	@Test
	void endsAtOnceForWhomItIsNothingAnyMore() {
		try (EventStage stage = new EventStage(Plans.NOON).start(Plans.steps(Plans.NOON))) {
			stage.sleep(MINUTE);
			stage.fakes.reread = (notice) -> Plans.suppressed(notice, "opted out of new_episodes");

			stage.workflow().reread();

			assertThat(stage.onlyOutcome().reason())
				.isEqualTo("web: 250 queued; then SUPPRESSED, opted out of new_episodes");
			assertThat(stage.fakes.written).containsExactly("push,email SUPPRESSED, opted out of new_episodes");
		}
	}

	@Test
	void waitsForTheEndOfAPauseThatBeganBetweenSteps() {
		Instant pause = Plans.NOON.plus(Duration.ofHours(5));
		try (EventStage stage = new EventStage(Plans.NOON).start(Plans.steps(Plans.NOON))) {
			stage.sleep(MINUTE);
			stage.fakes.reread = (notice) -> notice.withReceiver("Europe/Moscow", null,
					stage.now().isBefore(pause) ? new Delivery(null, null, null, null, pause) : null);

			stage.workflow().reread();

			assertThat(stage.onlyOutcome().channel()).isEqualTo(Channel.EMAIL);
			wentAt(stage, 0, 300, 360);
			assertThat(stage.fakes.holds)
				.containsExactly("held: paused until 17:00 Europe/Moscow, unless it is seen on web");
		}
	}

	/** Nobody waits for anything then, though the next step will. */
	@ParameterizedTest
	@ValueSource(strings = { "DELIVERED", "REJECTED" })
	void waitsForTheEndOfAPauseThatBeganWhileAStepWasWithTheWorker(String answer) {
		Instant pause = Plans.NOON.plus(Duration.ofHours(5));
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", saysNothing());
			stage.start(Plans.steps(Plans.NOON)).sleep(MINUTE);
			stage.fakes.reread = (notice) -> notice.withReceiver("Europe/Moscow", null,
					stage.now().isBefore(pause) ? new Delivery(null, null, null, null, pause) : null);
			stage.workflow().reread();

			stage.report("web", ReceiptStatus.valueOf(answer));

			assertThat(stage.onlyOutcome().channel()).isEqualTo(Channel.EMAIL);
			wentAt(stage, 0, 300, 360);
			assertThat(stage.fakes.holds).singleElement()
				.asString()
				.startsWith("held: paused until 17:00 Europe/Moscow");
		}
	}

	@Test
	void writesDownThatAStepWhichFollowsAtOnceWaitsForTheMorning() {
		PlannedNotice notice = Plans.steps(Plans.NIGHT, Plans.LATE.plus(Duration.ofDays(1)),
				Plans.atNight(Plans.step(Channel.WEB, 1, null)), Plans.step(Channel.EMAIL, 2, null));
		try (EventStage stage = new EventStage(Plans.LATE)) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.REJECTED));

			assertThat(stage.start(notice).onlyOutcome().channel()).isEqualTo(Channel.EMAIL);
			assertThat(stage.fakes.holds).containsExactly("held until 08:00 Europe/Moscow");
		}
	}

	@Test
	void sendsTheNextStepWhenStaffWantIt() {
		try (EventStage stage = new EventStage(Plans.NOON).start(Plans.steps(Plans.NOON))) {
			stage.sleep(MINUTE);

			stage.workflow().reschedule(null, "service laptop");

			assertThat(stage.onlyOutcome().channel()).isEqualTo(Channel.EMAIL);
			wentAt(stage, 0, 1, 61);
		}
	}

	/** What staff chose was for one step, and the night counts for the next one. */
	@Test
	void holdsTheStepAfterTheOneThatStaffSentAtNight() {
		PlannedNotice notice = Plans.steps(Plans.NIGHT, Plans.LATE.plus(Duration.ofDays(1)),
				Plans.step(Channel.WEB, 1, null), Plans.step(Channel.EMAIL, 2, Duration.ofMinutes(10)));
		try (EventStage stage = new EventStage(Plans.LATE).start(notice)) {
			stage.sleep(MINUTE);

			stage.workflow().reschedule(null, "service laptop");

			assertThat(stage.onlyOutcome().channel()).isEqualTo(Channel.EMAIL);
			assertThat(stage.fakes.dispatchedAt.get(0)).isBefore(Plans.LATE.plusSeconds(120));
			assertThat(stage.fakes.dispatchedAt.get(1)).isBetween(Plans.MORNING, Plans.MORNING.plusSeconds(10));
		}
	}

	/** The catalogue knows the notice no more, for example, and then does again. */
	@Test
	void goesToTheNextWhereTheReceiverOfOneCannotBeReadAgain() {
		PlannedNotice notice = Plans.steps(Plans.NIGHT, Plans.LATE.plus(Duration.ofDays(1)),
				Plans.step(Channel.WEB, 1, null), Plans.step(Channel.PUSH, 2, Duration.ofMinutes(10)),
				Plans.step(Channel.EMAIL, 3, Duration.ofMinutes(10)));
		try (EventStage stage = new EventStage(Plans.LATE).start(notice)) {
			stage.sleep(MINUTE);
			stage.fakes.reread = (one) -> {
				stage.fakes.reread = (again) -> again;
				throw ApplicationFailure.newNonRetryableFailure("it is not in the catalogue", "UNKNOWN_NOTICE");
			};

			stage.workflow().reschedule(null, "service laptop");

			NoticeOutcome outcome = stage.onlyOutcome();
			assertThat(outcome.status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertThat(outcome.channel()).isEqualTo(Channel.EMAIL);
			assertThat(stage.fakes.channels()).containsExactly("web", "email");
			assertThat(stage.fakes.written).containsExactly("push FAILED, UNKNOWN_NOTICE: it is not in the catalogue");
		}
	}

	/** The timer and the signal are in one workflow task, in this order or the other. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void isSilentWhenItIsSeenInTheTaskOfTheTimer(boolean timerFirst) throws Exception {
		PlannedNotice notice = Plans.steps(null, Plans.NOON.plus(Duration.ofDays(1)), Plans.step(Channel.WEB, 1, null),
				Plans.step(Channel.EMAIL, 2, Duration.ofSeconds(12)));
		CountDownLatch busy = new CountDownLatch(1);
		CountDownLatch done = new CountDownLatch(1);
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("welcome", stage.fakes.answersNow(ReceiptStatus.DEFERRED), (dispatch) -> {
				busy.countDown();
				EventStepTests.await(done);
				return stage.fakes.answersNow(ReceiptStatus.DELIVERED).apply(dispatch);
			});
			stage.start(notice, Plans.welcome(Plans.NOON));
			stage.sleep(Duration.ofSeconds(11));
			EventStepTests.await(busy);
			if (!timerFirst) {
				stage.report("web", ReceiptStatus.SEEN);
			}
			// The clock of the server goes as ours while a task runs.
			Thread.sleep(Duration.ofSeconds(3).toMillis());
			if (timerFirst) {
				stage.report("web", ReceiptStatus.SEEN);
			}
			done.countDown();

			assertThat(stage.end()).extracting(NoticeOutcome::status)
				.containsExactly(OutcomeStatus.SEEN, OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.channels()).containsExactlyInAnyOrder("web", "email", "email");
			List<String> names = stage.eventNames();
			int signal = names.indexOf("EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED");
			int timer = names.lastIndexOf("EVENT_TYPE_TIMER_FIRED");
			assertThat(signal > timer).isEqualTo(timerFirst);
			assertThat(names.subList(Math.min(signal, timer), Math.max(signal, timer)))
				.doesNotContain("EVENT_TYPE_WORKFLOW_TASK_STARTED");
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void goesOnWhereTheWorkerWasKilledInAStep(boolean seen) {
		CountDownLatch reached = new CountDownLatch(1);
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.DELIVERED), (dispatch) -> {
				reached.countDown();
				EventStage.hang();
				return Dispatched.PUBLISHED;
			});
			stage.start(Plans.steps(null, Plans.NOON.plus(Duration.ofDays(1)), Plans.step(Channel.WEB, 1, null),
					Plans.step(Channel.PUSH, 2, Duration.ofMinutes(10))));
			stage.sleep(Duration.ofSeconds(598));
			await(reached);
			if (seen) {
				stage.report("web", ReceiptStatus.SEEN);
			}
			stage.killTheWorkerAndStartAnother();

			assertThat(stage.onlyOutcome().status()).isEqualTo(seen ? OutcomeStatus.SEEN : OutcomeStatus.DELIVERED);
			assertThat(stage.fakes.channels()).startsWith("web", "push").containsOnly("web", "push");
			assertThat(stage.fakes.attempts()).as("the ledger knows it").containsOnly(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "WITHDRAWN", "DELIVERED" })
	void asksTheWorkerForTheStepThatItHas(String answer) {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.DELIVERED), saysNothing());
			stage.fakes.onWithdraw = (withdraw) -> stage.report("push", ReceiptStatus.valueOf(answer));
			stage.start(Plans.steps(Plans.NOON)).sleep(Duration.ofMinutes(11));

			stage.report("web", ReceiptStatus.SEEN);

			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.SEEN);
			assertThat(stage.fakes.withdrawals)
				.containsExactly(new Withdraw(Channel.PUSH, List.of("episode-push"), "seen on web", true));
			assertThat(stage.fakes.written).containsExactly("email SILENCED, seen on web");
		}
	}

	@Test
	void sendsNothingThatTheJournalKnowsToBeNeedless() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.DELIVERED),
					(dispatch) -> Dispatched.answered(stage.fakes.receipt("episode-web", 1, ReceiptStatus.SEEN)));

			assertThat(stage.start(Plans.steps(Plans.NOON)).onlyOutcome().status()).isEqualTo(OutcomeStatus.SEEN);
			assertThat(stage.fakes.written).containsExactly("push,email SILENCED, seen on web");
			wentAt(stage, 0, 10);
		}
	}

	/** Told once more by a workflow that began anew. */
	@Test
	void endsWithWhatTheJournalKnowsToBeSeen() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.SEEN));

			assertThat(stage.start(Plans.steps(Plans.NOON)).onlyOutcome().status()).isEqualTo(OutcomeStatus.SEEN);
			assertThat(stage.fakes.channels()).containsExactly("web");
		}
	}

	/** Who hears late of what arrived in time does not leave it unseen for longer. */
	@Test
	void countsFromWhenItArrived() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", saysNothing());
			stage.start(Plans.steps(Plans.NOON));
			var arrived = stage.fakes.receipt("episode-web", 1, ReceiptStatus.DELIVERED);
			stage.sleep(Duration.ofMinutes(5));

			stage.workflow().acknowledge(List.of(arrived));

			assertThat(stage.onlyOutcome().channel()).isEqualTo(Channel.EMAIL);
			wentAt(stage, 0, 10, 70);
			assertThat(stage.fakes.holds).as("the dispatch could not write it down")
				.containsExactly("held until 12:10 Europe/Moscow, unless it is seen on web");
		}
	}

	@Test
	void isSilentWhileItWaitsForAPlace() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.DELIVERED),
					findsNoPlaceUntil(Plans.NOON.plus(Duration.ofHours(3))));
			stage.start(Plans.steps(Plans.NOON)).sleep(Duration.ofMinutes(30));

			stage.report("web", ReceiptStatus.SEEN);

			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.SEEN);
			assertThat(stage.fakes.written).containsExactly("push,email SILENCED, seen on web");
			assertThat(stage.fakes.dispatches).hasSize(2);
		}
	}

	@Test
	void triesAStepAgainThatIsDeferred() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.DEFERRED));

			assertThat(stage.start(Plans.steps(Plans.NOON)).onlyOutcome().channel()).isEqualTo(Channel.EMAIL);
			assertThat(stage.fakes.channels()).containsExactly("web", "web", "push", "email");
		}
	}

	@Test
	void collectsWhatIsForADigest() {
		try (EventStage stage = new EventStage(Plans.NOON).start(Plans.steps(Plans.NOON).forDigest())) {
			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.COLLECTED);
			assertThat(stage.fakes.dispatches).isEmpty();
		}
	}

	@Test
	void keepsNoOtherNoticeWaiting() {
		try (EventStage stage = new EventStage(Plans.NOON).start(Plans.steps(Plans.NOON), Plans.welcome(Plans.NOON))) {
			stage.sleep(MINUTE);
			assertThat(stage.fakes.channels()).containsExactlyInAnyOrder("web", "email");
			stage.report("web", ReceiptStatus.SEEN);

			assertThat(stage.end()).extracting(NoticeOutcome::status)
				.containsExactly(OutcomeStatus.SEEN, OutcomeStatus.DELIVERED);
		}
	}

	private static void wentAt(EventStage stage, int... minutes) {
		List<Instant> at = stage.fakes.dispatchedAt;
		assertThat(at).hasSize(minutes.length);
		IntStream.range(0, minutes.length).forEach((step) -> {
			Instant expected = Plans.NOON.plus(Duration.ofMinutes(minutes[step]));
			assertThat(at.get(step)).as("step " + step).isBetween(expected, expected.plusSeconds(30));
		});
	}

}
