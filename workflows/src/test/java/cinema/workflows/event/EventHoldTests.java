package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import cinema.workflows.ShownOutcome;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.plan.PlannedNotice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static cinema.workflows.event.FakeActivities.saysNothing;
import static org.assertj.core.api.Assertions.assertThat;

/** Until when an event is held, as a search for it finds it: never longer than it is. */
@Timeout(60)
class EventHoldTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	/** 08:00 in Yekaterinburg, two hours before Moscow. */
	private static final Instant EARLIER = Plans.MORNING.minus(Duration.ofHours(2));

	private static void assertHolds(EventStage stage, @Nullable Instant... moments) {
		List<@Nullable Instant> holds = ShownOutcome.holds(stage.history());
		assertThat(holds).hasSize(moments.length);
		for (int i = 0; i < moments.length; i++) {
			if (moments[i] == null) {
				assertThat(holds.get(i)).as("hold " + i).isNull();
			}
			else {
				assertThat(holds.get(i)).as("hold " + i).isBetween(moments[i], moments[i].plusSeconds(30));
			}
		}
	}

	private static Instant at(int minutes) {
		return Plans.NOON.plus(Duration.ofMinutes(minutes));
	}

	@Test
	void showsUntilWhenEachStepWaits() {
		try (EventStage stage = new EventStage(Plans.NOON).start(Plans.steps(Plans.NOON))) {
			stage.end();

			assertHolds(stage, at(10), at(70), null);
		}
	}

	@Test
	void showsTheNightOfALaterStep() {
		PlannedNotice notice = Plans.steps(Plans.NIGHT, Plans.LATE.plus(Duration.ofDays(1)),
				Plans.atNight(Plans.step(Channel.WEB, 1, null)),
				Plans.atNight(Plans.step(Channel.PUSH, 2, Duration.ofMinutes(5))),
				Plans.step(Channel.EMAIL, 3, Duration.ofMinutes(10)));
		try (EventStage stage = new EventStage(Plans.LATE).start(notice)) {
			stage.sleep(Duration.ofMinutes(30));

			assertThat(stage.fakes.channels()).containsExactly("web", "push");
			assertThat(stage.workflow().progress().notices().get(0).heldUntil()).isEqualTo(Plans.MORNING);
			stage.end();
			assertHolds(stage, Plans.LATE.plus(Duration.ofMinutes(5)), Plans.MORNING, null);
		}
	}

	/** A later step is moved and cancelled like the first one. */
	@Test
	void showsWhereStaffMoveALaterStep() {
		PlannedNotice notice = Plans.steps(Plans.NIGHT, Plans.LATE.plus(Duration.ofDays(1)),
				Plans.atNight(Plans.step(Channel.WEB, 1, null)), Plans.step(Channel.EMAIL, 2, Duration.ofMinutes(10)));
		Instant chosen = Plans.MORNING.plus(Duration.ofHours(1));
		try (EventStage stage = new EventStage(Plans.LATE).start(notice)) {
			stage.sleep(MINUTE);
			stage.workflow().reschedule(chosen, "service laptop");
			stage.workflow().cancel("ordered by mistake", "service laptop");

			assertThat(stage.onlyOutcome().channel()).isEqualTo(Channel.WEB);
			assertHolds(stage, Plans.MORNING, chosen, null);
		}
	}

	@Test
	void takesItAwayWhileAStepIsWithTheWorker() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.DELIVERED), saysNothing());
			stage.start(Plans.steps(Plans.NOON)).sleep(Duration.ofMinutes(12));
			assertHolds(stage, at(10), null);

			stage.report("push", ReceiptStatus.DELIVERED);

			stage.end();
			assertHolds(stage, at(10), null, at(72), null);
		}
	}

	@Test
	void takesItAwayWhileALetterIsDeferred() {
		try (EventStage stage = new EventStage(Plans.LATE)) {
			stage.fakes.script("welcome", stage.fakes.answersNow(ReceiptStatus.DEFERRED));
			stage.start(Plans.welcome(Plans.LATE));

			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
			assertHolds(stage, Plans.MORNING, null, null);
		}
	}

	/** The last of the evening that a mail server puts off. */
	@Test
	void writesDownThatADeferredLetterWaitsForTheMorning() {
		Instant evening = Instant.parse("2026-11-23T18:59:55Z");
		try (EventStage stage = new EventStage(evening)) {
			stage.fakes.script("welcome", stage.fakes.answersNow(ReceiptStatus.DEFERRED));
			stage.start(Plans.welcome(evening)).sleep(MINUTE);

			assertThat(stage.fakes.holds).containsExactly("held until 08:00 Europe/Moscow");
			stage.workflow().reread();
			stage.end();
			assertThat(stage.fakes.holds).hasSize(1);
			assertHolds(stage, Plans.MORNING, Plans.MORNING, null);
		}
	}

	@Test
	void takesItAwayWhileItsReceiverCannotBeRead() {
		AtomicInteger tries = new AtomicInteger();
		try (EventStage stage = new EventStage(Plans.LATE)) {
			stage.fakes.reread = (notice) -> {
				if (tries.incrementAndGet() < 4) {
					throw new IllegalStateException("auth answered 503");
				}
				return notice;
			};
			stage.start(Plans.welcome(Plans.LATE)).end();

			assertHolds(stage, Plans.MORNING, null, null);
		}
	}

	@Test
	void showsTheFirstOfSeveralMornings() {
		PlannedNotice moscow = Plans.welcome(Plans.LATE);
		PlannedNotice urals = Plans.inZone(
				Plans.notice("other", Urgency.NORMAL, Plans.NIGHT, Plans.LATE.plus(Duration.ofDays(1))),
				"Asia/Yekaterinburg");
		try (EventStage stage = new EventStage(Plans.LATE).start(moscow, urals)) {
			stage.end();
			assertHolds(stage, Plans.MORNING, EARLIER, Plans.MORNING, null);
		}
		try (EventStage stage = new EventStage(Plans.LATE).start(urals, moscow)) {
			stage.end();
			assertHolds(stage, EARLIER, EARLIER, Plans.MORNING, null);
		}
	}

	/** Whoever counts what does not go on leaves out what is held. */
	@Test
	void showsNothingBesideANoticeThatIsStuck() {
		AtomicInteger tries = new AtomicInteger();
		try (EventStage stage = new EventStage(Plans.LATE)) {
			stage.fakes.scriptAlways("email_confirmation", (dispatch) -> {
				if (tries.incrementAndGet() < 5) {
					throw new IllegalStateException("fastapi answered 503");
				}
				return stage.fakes.answersNow(ReceiptStatus.DELIVERED).apply(dispatch);
			});
			stage.start(Plans.welcome(Plans.LATE), Plans.confirmation(Plans.LATE)).sleep(Duration.ofSeconds(3));
			assertHolds(stage, Plans.MORNING, null);

			stage.end();
			assertHolds(stage, Plans.MORNING, null, Plans.MORNING, null);
		}
	}

}
