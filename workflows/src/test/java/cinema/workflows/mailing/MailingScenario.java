package cinema.workflows.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.page.PageTurn;

import static cinema.workflows.mailing.MailingScene.MORNING;
import static cinema.workflows.mailing.MailingScene.NOON;

/**
 * One life of a mailing for each way it can go; what is recorded of them, and of their
 * first pages, has to replay for ever.
 */
enum MailingScenario {

	COMPLETED {
		@Override
		void play(MailingScene stage) {
			stage.page("1", "2", "ann", "bob").page("2", null, "bob", "cat").start();
		}
	},

	HELD_FOR_THE_NIGHT {
		@Override
		void play(MailingScene stage) {
			stage.page("1", null, Map.of(NOON, List.of("ann"), MORNING, List.of("bob")), Map.of()).start();
		}
	},

	OPTED_OUT_OVER_NIGHT {
		@Override
		void play(MailingScene stage) {
			stage.fakes.optedOut.add("bob");
			stage.page("1", null, Map.of(NOON, List.of("ann"), MORNING, List.of("bob", "cat")), Map.of()).start();
		}
	},

	DEFERRED {
		@Override
		void play(MailingScene stage) {
			stage.fakes.answers.put("ann", List.of(ReceiptStatus.DEFERRED, ReceiptStatus.DELIVERED));
			stage.page("1", null, "ann").start();
		}
	},

	DEFERRED_FOR_A_DAY {
		@Override
		void play(MailingScene stage) {
			List<ReceiptStatus> answers = new ArrayList<>(Collections.nCopies(40, ReceiptStatus.DEFERRED));
			answers.add(ReceiptStatus.DELIVERED);
			stage.fakes.answers.put("ann", answers);
			stage.page("1", null, "ann").start();
		}
	},

	DEFERRED_IN_A_LATER_GROUP {
		@Override
		void play(MailingScene stage) {
			stage.fakes.answers.put("ann",
					List.of(ReceiptStatus.DEFERRED, ReceiptStatus.DEFERRED, ReceiptStatus.DELIVERED));
			stage.fakes.answers.put("bob", List.of(ReceiptStatus.DEFERRED, ReceiptStatus.DELIVERED));
			Map<Instant, List<String>> groups = Map.of(NOON, List.of("ann"), NOON.plusSeconds(15), List.of("bob"));
			stage.page("1", null, groups, Map.of()).start();
		}
	},

	ANSWERED_LATE {
		@Override
		void play(MailingScene stage) {
			stage.fakes.late.add("bob");
			stage.page("1", null, "ann", "bob").start();
			stage.sleep(Duration.ofMinutes(1));
			stage.fakes.arrive(MailingScene.ID + "/page/1");
		}
	},

	SENT_AT_AN_INSTANT {
		@Override
		void play(MailingScene stage) {
			stage.page("1", null, "ann").start(Duration.ofDays(1), NOON.plusSeconds(3600), null);
		}
	},

	PAUSED_OVER_NIGHT {
		@Override
		void play(MailingScene stage) {
			stage.page("1", null, Map.of(MORNING, List.of("bob")), Map.of()).start();
			stage.sleep(Duration.ofMinutes(1));
			stage.workflow().pause("service marketing");
			stage.sleep(Duration.ofHours(24));
			stage.workflow().resume();
		}
	},

	CANCELLED {
		@Override
		void play(MailingScene stage) {
			stage.page("1", null, Map.of(MORNING, List.of("bob")), Map.of()).start();
			stage.sleep(Duration.ofMinutes(1));
			stage.workflow().cancel("ordered by mistake", "service marketing");
		}
	},

	RATE_CHANGED {
		@Override
		void play(MailingScene stage) {
			stage.page("1", null, Map.of(MORNING, List.of("bob")), Map.of()).start();
			stage.sleep(Duration.ofMinutes(1));
			stage.workflow().changeRate(5);
		}
	},

	RATE_CHANGED_FOR_WHAT_WAS_PUT_OFF {
		@Override
		void play(MailingScene stage) {
			stage.fakes.answers.put("ann", List.of(ReceiptStatus.DEFERRED, ReceiptStatus.DELIVERED));
			stage.fakes.retryTurn = NOON.plus(Duration.ofHours(20));
			stage.fakes.onControl = (control) -> stage.fakes.retryTurn = null;
			stage.page("1", null, "ann").start();
			stage.sleep(Duration.ofMinutes(1));
			stage.workflow().changeRate(5);
		}
	},

	CAME_AGAIN {
		@Override
		void play(MailingScene stage) {
			stage.fakes.endedBefore = new MailingOutcome(MailingStatus.CANCELLED, "ordered by mistake",
					MailingProgress.unsent("as it was"));
			stage.page("1", null, "ann").start(Duration.ofDays(1), NOON.plusSeconds(3600), null);
		}
	},

	EXPIRED {
		@Override
		void play(MailingScene stage) {
			stage.page("1", null, "ann").start(Duration.ofSeconds(-1), null, null);
		}
	},

	WAITS_FOR_ITS_TURN {
		@Override
		void play(MailingScene stage) {
			PageTurn turn = new PageTurn(NOON.plusSeconds(90), 1, 0);
			stage.fakes.turns = (dispatch) -> turn;
			stage.page("1", null, "ann").start();
		}
	},

	PAGE_TERMINATED {
		@Override
		void play(MailingScene stage) {
			stage.page("1", "2", "ann").page("2", null, Map.of(MORNING, List.of("bob")), Map.of()).start();
			stage.sleep(Duration.ofSeconds(10));
			stage.temporal.getWorkflowClient()
				.newUntypedWorkflowStub(WorkflowIds.page(MailingScene.ID, 2))
				.terminate("a test");
		}
	},

	PAUSED_PAST_ITS_DEADLINE {
		@Override
		void play(MailingScene stage) {
			stage.page("1", null, Map.of(NOON, List.of("ann"), MORNING, List.of("bob")), Map.of()).start();
			stage.sleep(Duration.ofSeconds(10));
			stage.workflow().pause(null);
		}
	},

	PAUSED_BY_ITSELF {
		@Override
		void play(MailingScene stage) {
			stage.fakes.refusesUs = true;
			stage.page("1", "2", "ann", "bob", "cat", "dan", "eve").page("2", null, "flo").start();
			stage.sleep(Duration.ofSeconds(8));
			stage.fakes.refusesUs = false;
		}
	},

	FAILED_IN_A_CIRCLE {
		@Override
		void play(MailingScene stage) {
			stage.page("1", "2", "ann").page("2", "2", "bob").start();
		}
	};

	abstract void play(MailingScene stage);

}
