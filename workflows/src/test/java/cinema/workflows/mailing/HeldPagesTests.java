package cinema.workflows.mailing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import cinema.workflows.page.MailingControl;
import cinema.workflows.page.MailingPageWorkflowImpl;
import cinema.workflows.page.PageReport;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import cinema.workflows.plan.MailingLimits;
import cinema.workflows.plan.Patience;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static cinema.workflows.mailing.MailingScene.MORNING;
import static cinema.workflows.mailing.MailingScene.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pages of one mailing that all wait for the same morning: some hundreds, or as many as
 * {@code -Dheld.pages=10000} says. Few workflows are kept in memory, so that most of the
 * pages are replayed when they wake.
 */
@Timeout(3600)
class HeldPagesTests {

	private static final int PAGES = Integer.getInteger("held.pages", 200);

	private static final String ID = WorkflowIds.mailing("held", "new_movies");

	private final HeldPages fakes = new HeldPages(PAGES, MORNING, this::ended, this::tell);

	private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment
		.newInstance(TestEnvironmentOptions.newBuilder(MailingScene.options())
			.setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(100).build())
			.build());

	private final long start = System.nanoTime();

	private MailingWorkflow mailing;

	@BeforeEach
	void start() {
		Worker worker = this.temporal.newWorker(TaskQueues.NOTIFICATIONS);
		worker.registerWorkflowImplementationTypes(MailingWorkflowImpl.class, MailingPageWorkflowImpl.class);
		worker.registerActivitiesImplementations(this.fakes);
		this.temporal.newWorker(TaskQueues.PAGES).registerActivitiesImplementations(this.fakes);
		this.temporal.start();
		this.mailing = this.temporal.getWorkflowClient()
			.newWorkflowStub(MailingWorkflow.class,
					WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.NOTIFICATIONS).setWorkflowId(ID).build());
	}

	@AfterEach
	void close() {
		this.temporal.close();
	}

	private WorkflowStub page(int number) {
		return this.temporal.getWorkflowClient().newUntypedWorkflowStub(WorkflowIds.page(ID, number));
	}

	private PageReport ended(int number) {
		return page(number).describe().getStatus().name().endsWith("COMPLETED")
				? page(number).getResult(PageReport.class) : null;
	}

	private void tell(int number, MailingControl control) {
		try {
			page(number).signal("control", control);
		}
		catch (WorkflowNotFoundException ended) {
			// It needs to hear nothing.
		}
	}

	private static Mailing wanted() {
		return new Mailing(new Event("mailing", "held", null, NOON, Map.of()), "new_movies", "new_movies", Urgency.BULK,
				"1", "new_movies", List.of(Channel.EMAIL), Map.of(), Map.of(), null, Duration.ofDays(1), null, null, 0,
				false, new Patience(Duration.ofMinutes(10), Duration.ofHours(6), Duration.ofSeconds(10),
						Duration.ofMinutes(15)),
				new MailingLimits(500, 6, 200, 20_000, 20, 20_000, 5), null, null);
	}

	@Test
	void wakesEachOnceWhereManyWaitForTheSameMorning() {
		WorkflowClient.start(this.mailing::send, wanted(), null);
		await(() -> this.fakes.opened.get() == PAGES);
		await(() -> this.mailing.progress().held() == PAGES);
		say("are held");

		this.temporal.sleep(Duration.between(NOON, MORNING));
		await(() -> this.fakes.stopped.get() > 10);
		say("have woken");
		int told = this.fakes.published.get();
		this.fakes.control(ID, MailingControl.at(0));
		MailingOutcome outcome = WorkflowStub.fromTyped(this.mailing).getResult(MailingOutcome.class);
		say("have ended");

		assertThat(told).as("letters before the pause").isEqualTo(PAGES / 2);
		assertThat(outcome.progress().delivered()).isEqualTo(PAGES);
		assertThat(IntStream.rangeClosed(1, PAGES)).allMatch((page) -> this.fakes.letters.get(page) == 1);
	}

	private void say(String what) {
		System.out
			.println(PAGES + " pages " + what + " after " + (System.nanoTime() - this.start) / 1_000_000_000 + " s");
	}

	private static void await(BooleanSupplier condition) {
		org.awaitility.Awaitility.await()
			.atMost(Duration.ofHours(1))
			.pollInterval(Duration.ofMillis(500))
			.until(condition::getAsBoolean);
	}

}
