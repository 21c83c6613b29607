package cinema.workflows.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageGroup;
import cinema.workflows.page.PageReport;
import cinema.workflows.page.PageTally;
import cinema.workflows.page.PageTask;
import cinema.workflows.page.PageTurn;
import cinema.workflows.plan.MailingLimits;
import cinema.workflows.plan.Patience;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.converter.DefaultDataConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static cinema.workflows.mailing.MailingScene.MORNING;
import static cinema.workflows.mailing.MailingScene.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Pages that say nothing, wait for a turn, or are there already. */
@Timeout(60)
class PagesInTroubleTests {

	private final MailingScene stage = new MailingScene();

	@AfterEach
	void close() {
		this.stage.close();
	}

	private MailingScene pages(int count) {
		for (int page = 1; page <= count; page++) {
			this.stage.page("" + page, (page < count) ? "" + (page + 1) : null, "user-" + page);
		}
		return this.stage.limits(new MailingLimits(500, 2, 50, 50, 3, 20_000, 5));
	}

	@Test
	void readsOnWhateverBecomesOfTheFirstLetters() {
		this.stage.fakes.answers.put("user-1", List.of(ReceiptStatus.DEFERRED));
		this.stage.fakes.answers.put("user-2", List.of(ReceiptStatus.POSTPONED));
		this.stage.fakes.late.add("user-3");
		pages(10).start();

		this.stage.sleep(Duration.ofSeconds(20));

		assertThat(this.stage.fakes.published).contains("user-4", "user-10");
		assertThat(this.stage.workflow().progress().delivered()).isEqualTo(7);
	}

	@Test
	void readsOnAtARateToo() {
		this.stage.fakes.late.addAll(List.of("user-1", "user-2"));
		pages(4).start(Duration.ofDays(2), NOON.plusSeconds(10), null);
		this.stage.workflow().changeRate(100);

		this.stage.sleep(Duration.ofSeconds(30));

		assertThat(this.stage.fakes.published).contains("user-4");
	}

	@Test
	void readsNoFurtherPageWhileTheWorkerHasTooManyLetters() {
		this.stage.fakes.late.addAll(List.of("user-1", "user-2", "user-3", "user-4"));
		pages(10).limits(new MailingLimits(500, 2, 50, 50, 3, 3, 5)).start();
		this.stage.sleep(Duration.ofSeconds(20));
		assertThat(this.stage.fakes.opened).hasSizeBetween(3, 4).doesNotContain("6");

		this.stage.fakes.late.clear();
		for (int page = 1; page <= 4; page++) {
			this.stage.fakes.arrive(WorkflowIds.page(MailingScene.ID, page));
		}

		assertThat(this.stage.end().progress().seen()).isEqualTo(10);
	}

	@Test
	void showsWhatIsDeliveredOfAPageThatHasNotEnded() {
		this.stage.fakes.answers.put("ann", List.of(ReceiptStatus.DEFERRED));
		this.stage.page("1", null, "ann", "bob", "cat").start();

		this.stage.sleep(Duration.ofSeconds(5));

		assertThat(this.stage.workflow().progress().delivered()).isEqualTo(2);
		assertThat(this.stage.workflow().progress().queued()).isEqualTo(1);
	}

	@Test
	void waitsForItsTurnByATimer() {
		PageTurn turn = new PageTurn(NOON.plusSeconds(90), 1, 0);
		this.stage.fakes.turns = (dispatch) -> turn;
		this.stage.page("1", null, "ann").start();

		assertThat(this.stage.end().progress().delivered()).isEqualTo(1);

		assertThat(this.stage.fakes.taken).containsExactly(turn);
		assertThat(this.stage.fakes.publishedAt.get("ann")).isAfterOrEqualTo(turn.at());
	}

	@Test
	void forgetsItsTurnWhenTheRateChanges() {
		this.stage.fakes.turns = (dispatch) -> new PageTurn(MORNING.plus(Duration.ofDays(1)), 1, 0);
		this.stage.page("1", null, "ann").start();
		this.stage.sleep(Duration.ofMinutes(1));
		this.stage.fakes.turns = (dispatch) -> null;

		this.stage.workflow().changeRate(1000);

		this.stage.sleep(Duration.ofSeconds(1));
		assertThat(this.stage.fakes.published).containsExactly("ann");
	}

	@Test
	void goesOnWithoutAPageThatWasTerminated() {
		this.stage.page("1", "2", Map.of(MORNING, List.of("ann")), Map.of()).page("2", null, "bob").start();
		this.stage.sleep(Duration.ofSeconds(10));

		this.stage.temporal.getWorkflowClient()
			.newUntypedWorkflowStub(WorkflowIds.page(MailingScene.ID, 1))
			.terminate("a test");

		assertThat(this.stage.end().progress().delivered()).isEqualTo(1);
		assertThat(this.stage.endedAt()).isBefore(MORNING);
	}

	@Test
	void endsAPausedMailingWhoseDeadlineHasPassed() {
		this.stage.page("1", null, Map.of(NOON, List.of("ann"), MORNING, List.of("bob")), Map.of()).start();
		this.stage.sleep(Duration.ofSeconds(10));

		this.stage.workflow().pause(null);

		assertThat(this.stage.end().progress().expired()).isEqualTo(1);
		assertThat(this.stage.endedAt()).isBetween(NOON.plus(Duration.ofDays(2)), NOON.plus(Duration.ofDays(3)));
	}

	/** As after a reset: the page heard of a pause, and the mailing goes on. */
	@Test
	void tellsAPageThatWasThereBeforeWhatIsDecidedNow() {
		Instant deadline = NOON.plus(Duration.ofDays(2));
		MailingControl paused = MailingControl.at(0).pausedBy("service marketing");
		this.stage.temporal.getWorkflowClient()
			.newUntypedWorkflowStub("MailingPageWorkflow",
					WorkflowOptions.newBuilder()
						.setTaskQueue(TaskQueues.NOTIFICATIONS)
						.setWorkflowId(WorkflowIds.page(MailingScene.ID, 1))
						.build())
			.start(new PageTask(MailingScene.ID, 1, List.of(new PageGroup(NOON, deadline, 1, "Europe/Moscow")),
					new Patience(Duration.ofMinutes(10), Duration.ofHours(6), Duration.ofSeconds(10),
							Duration.ofMinutes(15)),
					paused));

		this.stage.page("1", null, "ann").start();

		assertThat(this.stage.end().progress().delivered()).isEqualTo(1);
		assertThat(this.stage.endedAt()).isBefore(NOON.plus(Duration.ofHours(1)));
	}

	@Test
	void tellsThreeHundredHeldPagesByOneActivity() {
		for (int page = 1; page <= 300; page++) {
			this.stage.page("" + page, (page < 300) ? "" + (page + 1) : null, Map.of(MORNING, List.of("user-" + page)),
					Map.of());
		}
		this.stage.limits(new MailingLimits(500, 6, 100, 500, 3, 20_000, 5)).start();
		await(() -> this.stage.workflow().progress().held() == 300);
		int before = this.stage.history(MailingScene.ID).getEvents().size();

		this.stage.workflow().pause(null);

		int after = this.stage.history(MailingScene.ID).getEvents().size();
		assertThat(after - before).isLessThan(25);
		assertThat(this.stage.workflow().cancel("enough", null).cancelled()).isBetween(0, 300);
		assertThat(this.stage.end().progress().cancelled()).isEqualTo(300);
	}

	private void await(BooleanSupplier condition) {
		for (int i = 0; i < 100 && !condition.getAsBoolean(); i++) {
			this.stage.sleep(Duration.ofSeconds(1));
		}
		assertThat(condition.getAsBoolean()).isTrue();
	}

	@Test
	void keepsTwentyThousandHeldPagesWithinAPayload() {
		Map<Integer, ActivePage> active = new TreeMap<>();
		IntStream.rangeClosed(1, 20_000)
			.forEach(
					(number) -> active
						.put(number,
								new ActivePage(500,
										new PageReport(number, false, 300, 2,
												new PageTally(0, 3, 150, 20, 10, 5, 1, null,
														Map.of("opted out of email", 9), null, null, null),
												null, true))));
		MailingRun run = MailingRun.of(AudienceCursor.at("1"), MailingTotals.NONE, active, MailingControl.at(0), "why");

		int size = DefaultDataConverter.STANDARD_INSTANCE.toPayload(run).orElseThrow().getSerializedSize();
		MailingRun read = DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
				DefaultDataConverter.STANDARD_INSTANCE.toPayload(run).orElseThrow(), MailingRun.class,
				MailingRun.class);

		assertThat(size).isLessThan(1_800_000);
		assertThat(read.open()).isEqualTo(active);
	}

}
