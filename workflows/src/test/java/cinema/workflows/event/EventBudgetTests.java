package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import cinema.workflows.RealTemporal;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.QuietHours;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an event costs Temporal in each of its shapes, counted on a real server; the
 * test's own would count otherwise.
 */
@Timeout(60)
class EventBudgetTests {

	private static RealTemporal server;

	private static WorkflowClient temporal;

	private static final FakeActivities fakes = new FakeActivities();

	private final Instant now = Instant.now();

	@BeforeAll
	static void start() {
		server = RealTemporal.start();
		fakes.clock = Instant::now;
		temporal = server.client();
		Worker worker = server.factory().newWorker(TaskQueues.NOTIFICATIONS);
		worker.registerWorkflowImplementationTypes(EventWorkflowImpl.class);
		worker.registerActivitiesImplementations(fakes);
		server.factory().start();
	}

	@AfterAll
	static void stop() {
		if (server != null) {
			server.close();
		}
	}

	@Test
	void needsNineEventsAndThreeTransitionsWhenTheReceiptComesWithinTheWait() {
		assertBudget(start(letter("welcome", null)), 9, 3);
	}

	@Test
	void needsThirteenEventsAndSixTransitionsWhenTheReceiptComesLater() {
		String name = "late-" + UUID.randomUUID();
		fakes.script(name, FakeActivities.saysNothing());
		PlannedNotice late = letter(name, null);
		WorkflowStub workflow = start(late);
		await(() -> fakes.dispatches.stream().anyMatch((one) -> one.notice().name().equals(name)));
		workflow.signal("acknowledge",
				List.of(fakes.dispatches.stream()
					.filter((one) -> one.notice().name().equals(name))
					.map((one) -> FakeActivities.receipt(one, ReceiptStatus.DELIVERED))
					.findFirst()
					.orElseThrow()));
		assertBudget(workflow, 13, 6);
	}

	@Test
	void needsSixteenEventsAndSevenTransitionsWhenHeldForTheNight() {
		LocalTime time = this.now.atZone(ZoneOffset.UTC).toLocalTime();
		assertBudget(start(letter("held", new QuietHours(time.minusHours(1), time.plusSeconds(3)))), 16, 7);
	}

	@Test
	void needsOneEventMoreForEachFurtherNotice() {
		assertBudget(start(letter("one", null), letter("two", null), letter("three", null)), 9 + 2, 3);
	}

	/** The digest of whoever collects is counted by itself. */
	@Test
	void needsNineEventsAndThreeTransitionsWhenItIsCollected() {
		assertBudget(start(letter("collected", null).forDigest()), OutcomeStatus.COLLECTED, 9, 3);
	}

	/**
	 * A turn that comes is six events, whatever their number. That it waits is shown
	 * again, which is one more for each but the first, and one for the version of that.
	 */
	@ParameterizedTest
	@CsvSource({ "2,15", "3,23", "4,30" })
	void needsSixEventsMoreForEachTurnThatComes(int steps, int events) {
		assertBudget(start(steps(steps)), events, 3 + 3 * (steps - 1));
	}

	/** Until when the next one waits is not in the journal then. */
	@Test
	void needsSevenEventsMoreWhereTheReceiptOfAStepComesLater() {
		int before = fakes.dispatches.size();
		fakes.script("episode", FakeActivities.saysNothing());
		WorkflowStub workflow = start(steps(2));
		await(() -> fakes.dispatches.size() > before);
		workflow.signal("acknowledge", List.of(fakes.receipt("episode-web", 1, ReceiptStatus.DELIVERED)));
		assertBudget(workflow, 15 + 7, 9);
	}

	@Test
	void needsNoMoreWhenTheFirstStepIsSeen() {
		int before = fakes.dispatches.size();
		WorkflowStub workflow = start(steps(3));
		await(() -> fakes.dispatches.size() > before);
		workflow.signal("acknowledge", List.of(fakes.receipt("episode-web", 1, ReceiptStatus.SEEN)));
		assertBudget(workflow, OutcomeStatus.SEEN, 9 + 4 * 2, 7);
	}

	private PlannedNotice steps(int number) {
		return Plans.steps(null, this.now.plus(Duration.ofDays(1)),
				Stream
					.of(Plans.step(Channel.WEB, 1, null), Plans.step(Channel.PUSH, 2, Duration.ofSeconds(3)),
							Plans.step(Channel.EMAIL, 3, Duration.ofSeconds(2)),
							Plans.step(Channel.SMS, 4, Duration.ofSeconds(2)))
					.limit(number)
					.toArray(PlannedPosting[]::new));
	}

	private PlannedNotice letter(String name, QuietHours quietHours) {
		return Plans.inZone(Plans.notice(name, Urgency.NORMAL, quietHours, this.now.plus(Duration.ofDays(1))), "UTC");
	}

	private WorkflowStub start(PlannedNotice... notices) {
		fakes.plan = (event) -> Plans.of(notices);
		EventWorkflow workflow = temporal.newWorkflowStub(EventWorkflow.class,
				WorkflowOptions.newBuilder()
					.setTaskQueue(TaskQueues.NOTIFICATIONS)
					.setWorkflowId(WorkflowIds.event("budget", UUID.randomUUID().toString()))
					.setDisableEagerExecution(false)
					.build());
		WorkflowClient.start(workflow::tell, Plans.EVENT);
		return WorkflowStub.fromTyped(workflow);
	}

	private static void assertBudget(WorkflowStub workflow, int events, int transitions) {
		assertBudget(workflow, OutcomeStatus.DELIVERED, events, transitions);
	}

	private static void assertBudget(WorkflowStub workflow, OutcomeStatus outcome, int events, int transitions) {
		assertThat(workflow.getResult(EventOutcome.class).notices())
			.allSatisfy((notice) -> assertThat(notice.status()).isEqualTo(outcome));
		WorkflowExecutionInfo cost = workflow.describe().getRawDescription().getWorkflowExecutionInfo();
		System.out.printf("budget %d/%d: %d events, %d transitions%n", events, transitions, cost.getHistoryLength(),
				cost.getStateTransitionCount());
		assertThat(cost.getHistoryLength()).isLessThanOrEqualTo(events);
		assertThat(cost.getStateTransitionCount()).isLessThanOrEqualTo(transitions);
	}

	private static void await(BooleanSupplier condition) {
		try {
			while (!condition.getAsBoolean()) {
				Thread.sleep(20);
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
