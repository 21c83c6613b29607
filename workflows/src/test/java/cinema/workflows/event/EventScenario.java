package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.digest.Collected;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.PlannedNotice;
import io.temporal.failure.ApplicationFailure;

import static cinema.workflows.event.FakeActivities.answers;
import static cinema.workflows.event.FakeActivities.findsNoPlaceUntil;
import static cinema.workflows.event.FakeActivities.folds;
import static cinema.workflows.event.FakeActivities.postponesUntil;
import static cinema.workflows.event.FakeActivities.saysNothing;

/**
 * One life of an event for each way it can end; what is recorded of them has to replay
 * for ever.
 */
enum EventScenario {

	DELIVERED_BY_DAY(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.welcome(Plans.NOON));
		}
	},

	DELIVERED_AFTER_THE_NIGHT(Plans.LATE) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.confirmation(Plans.LATE), Plans.welcome(Plans.LATE));
		}
	},

	DELIVERED_BY_SIGNAL(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("welcome", saysNothing());
			stage.start(Plans.welcome(Plans.NOON)).sleep(Duration.ofMinutes(1));
			stage.workflow().acknowledge(List.of(receipt(ReceiptStatus.DELIVERED)));
		}
	},

	DELIVERED_AFTER_A_LOST_RECEIPT(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("welcome", saysNothing());
			stage.start(Plans.welcome(Plans.NOON));
		}
	},

	DELIVERED_AFTER_DEFERRALS(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("welcome", answers(ReceiptStatus.DEFERRED), answers(ReceiptStatus.DEFERRED));
			stage.start(Plans.welcome(Plans.NOON));
		}
	},

	DELIVERED_AFTER_A_DAY_OF_DEFERRALS(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.scriptAlways("welcome",
					(dispatch) -> answers(stage.now().isBefore(Plans.NOON.plus(Duration.ofDays(1)))
							? ReceiptStatus.DEFERRED : ReceiptStatus.DELIVERED)
						.apply(dispatch));
			stage.start(Plans.notice("welcome", Urgency.NORMAL, null, Plans.NOON.plus(Duration.ofDays(3))));
		}
	},

	DELIVERED_AFTER_A_POSTPONEMENT(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("welcome", postponesUntil(Plans.NOON.plus(Duration.ofHours(1))));
			stage.start(Plans.welcome(Plans.NOON));
		}
	},

	DELIVERED_ON_THE_SECOND_CHANNEL(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("code", answers(ReceiptStatus.REJECTED));
			stage.start(Plans.notice("code", Urgency.URGENT, null, Plans.NOON.plusSeconds(600), Channel.EMAIL,
					Channel.SMS));
		}
	},

	DELIVERED_ON_THE_CHANNEL_THAT_IS_OPEN(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("code", (dispatch) -> Dispatched.closed("suppressed: hard bounce 5.1.1"));
			stage.start(Plans.notice("code", Urgency.URGENT, null, Plans.NOON.plusSeconds(600), Channel.EMAIL,
					Channel.SMS));
		}
	},

	DELIVERED_AFTER_TROUBLE(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("welcome", EventScenario::breaks, EventScenario::breaks, EventScenario::breaks);
			stage.start(Plans.welcome(Plans.NOON));
		}
	},

	DELIVERED_WHEN_STAFF_CHOSE(Plans.LATE) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.welcome(Plans.LATE)).sleep(Duration.ofMinutes(1));
			stage.workflow().reschedule(Plans.MORNING.plus(Duration.ofHours(2)), "service laptop");
		}
	},

	DELIVERED_WHEN_THERE_WAS_A_PLACE(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("welcome", findsNoPlaceUntil(Plans.NOON.plus(Duration.ofHours(3))),
					findsNoPlaceUntil(Plans.NOON.plus(Duration.ofHours(5))));
			stage.start(Plans.welcome(Plans.NOON));
		}
	},

	COLLECTED_SINCE_THERE_WAS_NO_PLACE(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("welcome", folds(Plans.NOON.plus(Duration.ofHours(3))));
			stage.start(Plans.welcome(Plans.NOON));
		}
	},

	CANCELLED_WHILE_THE_RECEIVER_IS_NOT_KNOWN(Plans.LATE) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.welcome(Plans.LATE)).sleep(Duration.ofMinutes(1));
			stage.fakes.reread = (notice) -> {
				throw new IllegalStateException("auth answered 503");
			};
			stage.workflow().reread();
			stage.sleep(Duration.ofMinutes(1));
			stage.workflow().cancel("ordered by mistake", "service laptop");
		}
	},

	CANCELLED_BEFORE_IT_WAS_PLANNED(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.onPlan = () -> {
				if (stage.now().isBefore(Plans.NOON.plusSeconds(300))) {
					throw new IllegalStateException("auth answered 503");
				}
			};
			stage.start(Plans.welcome(Plans.NOON)).sleep(Duration.ofMinutes(1));
			stage.workflow().cancel("ordered by mistake", "service laptop");
		}
	},

	SUPPRESSED_WHILE_THERE_WAS_NO_PLACE(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("welcome", findsNoPlaceUntil(Plans.NOON.plus(Duration.ofHours(3))));
			stage.start(Plans.welcome(Plans.NOON)).sleep(Duration.ofMinutes(1));
			stage.fakes.reread = (notice) -> Plans.suppressed(notice, "opted out of first_steps");
			stage.workflow().reread();
		}
	},

	CANCELLED_WHILE_THERE_WAS_NO_PLACE(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("welcome", findsNoPlaceUntil(Plans.NOON.plus(Duration.ofHours(3))));
			stage.start(Plans.welcome(Plans.NOON)).sleep(Duration.ofMinutes(1));
			stage.workflow().cancel("ordered by mistake", "service laptop");
		}
	},

	EXPIRED_BEFORE_THERE_WAS_A_PLACE(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("welcome", findsNoPlaceUntil(Plans.NOON.plus(Duration.ofHours(30))));
			stage.start(Plans.welcome(Plans.NOON));
		}
	},

	SUPPRESSED(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.suppressed(Plans.welcome(Plans.NOON), "unknown user"));
		}
	},

	SUPPRESSED_IN_THE_MORNING(Plans.LATE) {
		@Override
		void play(EventStage stage) {
			stage.fakes.reread = (notice) -> Plans.suppressed(notice, "opted out of email");
			stage.start(Plans.welcome(Plans.LATE));
		}
	},

	SUPPRESSED_WHEN_THE_RECEIVER_LEFT(Plans.LATE) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.welcome(Plans.LATE)).sleep(Duration.ofMinutes(1));
			stage.fakes.reread = (notice) -> Plans.suppressed(notice, "opted out of first_steps");
			stage.workflow().reread();
		}
	},

	DELIVERED_THOUGH_THE_RECEIVER_WAS_READ_AGAIN(Plans.LATE) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.welcome(Plans.LATE)).sleep(Duration.ofMinutes(1));
			stage.workflow().reread();
		}
	},

	DELIVERED_AFTER_A_PAUSE(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			Instant pause = Plans.NOON.plus(Duration.ofHours(20));
			stage.fakes.reread = (notice) -> pausedUntil(pause, notice, stage);
			stage.start(pausedUntil(pause, Plans.welcome(Plans.NOON), stage));
		}
	},

	DELIVERED_AFTER_A_PAUSE_THAT_BEGAN_MEANWHILE(Plans.LATE) {
		@Override
		void play(EventStage stage) {
			Instant pause = Plans.MORNING.plus(Duration.ofHours(2));
			stage.fakes.reread = (notice) -> pausedUntil(pause, notice, stage);
			stage.start(Plans.welcome(Plans.LATE)).sleep(Duration.ofMinutes(1));
			stage.workflow().reread();
		}
	},

	EXPIRED_IN_THE_NIGHT(Plans.LATE) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.notice("welcome", Urgency.NORMAL, Plans.NIGHT, Plans.LATE.plusSeconds(7200)));
		}
	},

	EXPIRED_AT_THE_WORKER(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("code", saysNothing(), answers(ReceiptStatus.EXPIRED));
			stage.start(Plans.notice("code", Urgency.URGENT, null, Plans.NOON.plusSeconds(240)));
		}
	},

	EXPIRED_WHILE_DEFERRED(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.scriptAlways("code", answers(ReceiptStatus.DEFERRED));
			stage.start(Plans.notice("code", Urgency.URGENT, null, Plans.NOON.plusSeconds(60)));
		}
	},

	REJECTED(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("welcome", answers(ReceiptStatus.REJECTED));
			stage.start(Plans.welcome(Plans.NOON));
		}
	},

	UNKNOWN_TWICE(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.scriptAlways("welcome", answers(ReceiptStatus.UNKNOWN));
			stage.start(Plans.welcome(Plans.NOON));
		}
	},

	CANCELLED_WHILE_HELD(Plans.LATE) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.welcome(Plans.LATE)).sleep(Duration.ofMinutes(1));
			stage.workflow().cancel("ordered by mistake", "service laptop");
		}
	},

	CANCELLED_IN_THE_QUEUE(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("welcome", saysNothing());
			stage.fakes.onWithdraw = (withdraw) -> stage.workflow()
				.acknowledge(List.of(receipt(ReceiptStatus.WITHDRAWN)));
			stage.start(Plans.welcome(Plans.NOON)).sleep(Duration.ofMinutes(1));
			stage.workflow().cancel("ordered by mistake", "service laptop");
		}
	},

	EXPIRED_BEFORE_IT_WAS_WRITTEN(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			cannotBeWritten(stage);
		}
	},

	UNKNOWN_SINCE_IT_COULD_NOT_BE_SENT_AGAIN(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.scriptAlways("welcome", (dispatch) -> (dispatch.attempt() == 1)
					? answers(ReceiptStatus.UNKNOWN).apply(dispatch) : breaks(dispatch));
			stage.fakes.onWithdraw = (withdraw) -> stage.workflow()
				.acknowledge(List.of(receipt(ReceiptStatus.UNKNOWN)));
			stage.start(Plans.notice("welcome", Urgency.NORMAL, null, Plans.NOON.plusSeconds(600)));
		}
	},

	CANCELLED_BEFORE_IT_WAS_WRITTEN(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			cannotBeWritten(stage);
			stage.sleep(Duration.ofMinutes(1));
			stage.workflow().cancel("ordered by mistake", "service laptop");
		}
	},

	COLLECTED(Plans.LATE) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.welcome(Plans.LATE).forDigest());
		}
	},

	COLLECTED_AFTER_TROUBLE(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			AtomicInteger tries = new AtomicInteger();
			Function<PlannedNotice, Collected> works = stage.fakes.collect;
			stage.fakes.collect = (notice) -> (tries.incrementAndGet() > 3) ? works.apply(notice) : breaks();
			stage.start(Plans.welcome(Plans.NOON).forDigest());
		}
	},

	CANCELLED_WHILE_IT_COULD_NOT_BE_COLLECTED(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.collect = (notice) -> breaks();
			stage.start(Plans.welcome(Plans.NOON).forDigest()).sleep(Duration.ofMinutes(5));
			stage.workflow().cancel("ordered by mistake", "service laptop");
		}
	},

	COLLECTED_THOUGH_IT_WAS_CANCELLED(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.collect = (notice) -> breaks();
			stage.fakes.uncollect = new Collected("it is part of a digest", null);
			stage.start(Plans.welcome(Plans.NOON).forDigest()).sleep(Duration.ofMinutes(5));
			stage.workflow().cancel("ordered by mistake", "service laptop");
		}
	},

	SUPPRESSED_WHEN_COLLECTED(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.collect = (notice) -> Collected.suppressed("opted out of first_steps");
			stage.start(Plans.welcome(Plans.NOON).forDigest());
		}
	},

	DELIVERED_SINCE_IT_WENT_ITS_OWN_WAY_BEFORE(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.collect = (notice) -> Collected.APART;
			stage.start(Plans.welcome(Plans.NOON).forDigest());
		}
	},

	EXPIRED_BEFORE_IT_WAS_COLLECTED(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.collect = (notice) -> breaks();
			stage.start(Plans.notice("welcome", Urgency.NORMAL, null, Plans.NOON.plusSeconds(600)).forDigest());
		}
	},

	SEEN_BEFORE_IT_WAS_SAID_TO_BE_DELIVERED(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("episode", saysNothing());
			stage.start(Plans.steps(Plans.NOON)).sleep(Duration.ofSeconds(5));
			stage.report("web", ReceiptStatus.SEEN);
		}
	},

	SEEN_BEFORE_THE_SECOND_STEP(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.steps(Plans.NOON)).sleep(Duration.ofMinutes(9));
			stage.report("web", ReceiptStatus.SEEN);
		}
	},

	SEEN_AFTER_THE_SECOND_STEP(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.steps(Plans.NOON)).sleep(Duration.ofMinutes(15));
			stage.report("push", ReceiptStatus.SEEN);
		}
	},

	SEEN_WHILE_THE_SECOND_STEP_WAS_WITH_THE_WORKER(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.DELIVERED), saysNothing());
			stage.fakes.onWithdraw = (withdraw) -> stage.report("push", ReceiptStatus.WITHDRAWN);
			stage.start(Plans.steps(Plans.NOON)).sleep(Duration.ofMinutes(11));
			stage.report("web", ReceiptStatus.SEEN);
		}
	},

	DELIVERED_BY_ALL_STEPS(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.steps(Plans.NOON));
		}
	},

	SEEN_ON_THE_STEP_AFTER_A_REJECTED_ONE(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.REJECTED));
			stage.start(Plans.steps(Plans.NOON)).sleep(Duration.ofMinutes(1));
			stage.report("push", ReceiptStatus.SEEN);
		}
	},

	DELIVERED_BY_THE_STEP_AFTER_ONE_WITHOUT_ADDRESS(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.DELIVERED),
					(dispatch) -> Dispatched.suppressed("the user has no address"));
			stage.start(Plans.steps(Plans.NOON));
		}
	},

	DELIVERED_BY_THE_STEP_AFTER_ONE_THAT_COULD_NOT_BE_MADE(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("episode", (dispatch) -> {
				throw ApplicationFailure.newNonRetryableFailure("web/episode: title is missing", "RENDER_FAILED");
			});
			stage.start(Plans.steps(Plans.NOON));
		}
	},

	COLLECTED_INSTEAD_OF_ITS_STEPS(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("episode", folds(Plans.NOON.plus(Duration.ofHours(3))));
			stage.start(Plans.steps(Plans.NOON));
		}
	},

	SUPPRESSED_WITH_ALL_ITS_STEPS(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("episode", (dispatch) -> Dispatched.never("an earlier event had its id"));
			stage.start(Plans.steps(Plans.NOON));
		}
	},

	FAILED_SINCE_NO_STEP_COULD_BE_SENT(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("episode", (dispatch) -> {
				throw ApplicationFailure.newNonRetryableFailure("web/episode: title is missing", "RENDER_FAILED");
			}, stage.fakes.answersNow(ReceiptStatus.REJECTED), stage.fakes.answersNow(ReceiptStatus.REJECTED));
			stage.start(Plans.steps(Plans.NOON));
		}
	},

	DELIVERED_AFTER_A_PAUSE_THAT_BEGAN_IN_A_STEP(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("episode", saysNothing());
			stage.start(Plans.steps(Plans.NOON)).sleep(Duration.ofMinutes(1));
			stage.fakes.reread = (notice) -> pausedUntil(Plans.NOON.plus(Duration.ofHours(5)), notice, stage);
			stage.workflow().reread();
			stage.report("web", ReceiptStatus.DELIVERED);
		}
	},

	DELIVERED_BY_A_STEP_AND_TOO_LATE_FOR_THE_NEXT(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.steps(null, Plans.NOON.plusSeconds(1800), Plans.step(Channel.WEB, 1, null),
					Plans.step(Channel.EMAIL, 2, Duration.ofHours(1))));
		}
	},

	DELIVERED_BY_A_STEP_AFTER_THE_NIGHT(Plans.LATE) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.steps(Plans.NIGHT, Plans.LATE.plus(Duration.ofDays(1)),
					Plans.atNight(Plans.step(Channel.WEB, 1, null)),
					Plans.step(Channel.EMAIL, 2, Duration.ofMinutes(10))));
		}
	},

	DELIVERED_BY_A_STEP_THAT_WAS_WITH_THE_WORKER_FOR_LONG(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("episode", stage.fakes.answersNow(ReceiptStatus.DELIVERED), saysNothing());
			stage.start(Plans.steps(Plans.NOON)).sleep(Duration.ofMinutes(12));
			stage.report("push", ReceiptStatus.DELIVERED);
		}
	},

	DELIVERED_IN_TWO_MORNINGS(Plans.LATE) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.welcome(Plans.LATE),
					Plans.inZone(
							Plans.notice("other", Urgency.NORMAL, Plans.NIGHT, Plans.LATE.plus(Duration.ofDays(1))),
							"Asia/Yekaterinburg"));
		}
	},

	DELIVERED_AFTER_THE_NIGHT_OF_A_DEFERRAL(Instant.parse("2026-11-23T18:59:55Z")) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("welcome", stage.fakes.answersNow(ReceiptStatus.DEFERRED));
			stage.start(Plans.welcome(stage.now()));
		}
	},

	DELIVERED_AFTER_A_DEFERRAL_IN_THE_MORNING(Plans.LATE) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("welcome", stage.fakes.answersNow(ReceiptStatus.DEFERRED));
			stage.start(Plans.welcome(Plans.LATE));
		}
	},

	DELIVERED_BESIDE_A_NOTICE_THAT_WAS_STUCK(Plans.LATE) {
		@Override
		void play(EventStage stage) {
			AtomicInteger tries = new AtomicInteger();
			stage.fakes.scriptAlways("email_confirmation", (dispatch) -> (tries.incrementAndGet() < 5)
					? breaks(dispatch) : answers(ReceiptStatus.DELIVERED).apply(dispatch));
			stage.start(Plans.welcome(Plans.LATE), Plans.confirmation(Plans.LATE));
		}
	},

	DELIVERED_BY_A_STEP_BEFORE_THE_RECEIVER_LEFT(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.steps(Plans.NOON)).sleep(Duration.ofMinutes(1));
			stage.fakes.reread = (notice) -> Plans.suppressed(notice, "opted out of new_episodes");
			stage.workflow().reread();
		}
	},

	DELIVERED_BY_A_STEP_AND_CANCELLED_BEFORE_THE_NEXT(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.start(Plans.steps(Plans.NOON)).sleep(Duration.ofMinutes(1));
			stage.workflow().cancel("ordered by mistake", "service laptop");
		}
	},

	FAILED(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.script("welcome", (dispatch) -> {
				throw ApplicationFailure.newNonRetryableFailure("email/welcome: first_name is missing",
						"RENDER_FAILED");
			});
			stage.start(Plans.welcome(Plans.NOON));
		}
	},

	FAILED_TO_PLAN(Plans.NOON) {
		@Override
		void play(EventStage stage) {
			stage.fakes.onPlan = () -> {
				throw ApplicationFailure.newNonRetryableFailure("the catalogue has no notice for it any more",
						"UNKNOWN_TYPE");
			};
			stage.start();
		}
	};

	final Instant start;

	EventScenario(Instant start) {
		this.start = start;
	}

	/**
	 * Starts the event and does to it what this life is about; the end is awaited by the
	 * caller.
	 */
	abstract void play(EventStage stage);

	private static void cannotBeWritten(EventStage stage) {
		stage.fakes.scriptAlways("welcome", EventScenario::breaks);
		stage.fakes.onWithdraw = (withdraw) -> stage.workflow().acknowledge(List.of(receipt(ReceiptStatus.WITHDRAWN)));
		stage.start(Plans.notice("welcome", Urgency.NORMAL, null, Plans.NOON.plusSeconds(600)));
	}

	private static PlannedNotice pausedUntil(Instant pause, PlannedNotice notice, EventStage stage) {
		Delivery wishes = stage.now().isBefore(pause) ? new Delivery(null, null, null, null, pause) : null;
		return notice.withReceiver(notice.timeZone(), notice.suppressed(), wishes);
	}

	private static Receipt receipt(ReceiptStatus status) {
		return new Receipt("welcome-email", "workflow", 1, status, Instant.EPOCH, null, null, null, false);
	}

	private static Collected breaks() {
		throw new IllegalStateException("no database");
	}

	private static Dispatched breaks(Dispatch dispatch) {
		throw new IllegalStateException("no broker");
	}

}
