package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import cinema.workflows.SearchAttributes;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.plan.PlannedNotice;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;

/**
 * A Temporal server whose clock a test sets, with scripted activities around the real
 * workflow.
 */
final class EventStage implements AutoCloseable {

	final FakeActivities fakes = new FakeActivities();

	final TestWorkflowEnvironment temporal;

	private final Class<?> implementation;

	private WorkerFactory factory;

	private EventWorkflow workflow;

	EventStage(Instant start) {
		this(start, EventWorkflowImpl.class);
	}

	EventStage(Instant start, Class<?> implementation) {
		this.temporal = TestWorkflowEnvironment.newInstance(options(start));
		this.fakes.clock = () -> Instant.ofEpochMilli(this.temporal.currentTimeMillis());
		this.implementation = implementation;
		this.factory = startWorker();
	}

	private WorkerFactory startWorker() {
		// Nothing is cached, so that every workflow task is a replay of the whole history
		// as well.
		WorkerFactory started = WorkerFactory.newInstance(this.temporal.getWorkflowClient(),
				WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(0).build());
		Worker worker = started.newWorker(TaskQueues.NOTIFICATIONS);
		worker.registerWorkflowImplementationTypes(this.implementation);
		worker.registerActivitiesImplementations(this.fakes);
		started.start();
		return started;
	}

	/**
	 * As after a kill: nothing of what the first one had in hand is told to the server.
	 */
	void killTheWorkerAndStartAnother() {
		this.factory.shutdownNow();
		this.factory = startWorker();
	}

	/** Hangs until its thread is interrupted. */
	static void hang() {
		try {
			new CountDownLatch(1).await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	WorkflowExecutionHistory history() {
		return this.temporal.getWorkflowExecutionHistory(WorkflowStub.fromTyped(this.workflow).getExecution());
	}

	List<String> eventNames() {
		return history().getEvents().stream().map((event) -> event.getEventType().name()).toList();
	}

	private static TestEnvironmentOptions options(Instant start) {
		return TestEnvironmentOptions.newBuilder()
			.setInitialTime(start)
			.registerSearchAttribute(SearchAttributes.EVENT_TYPE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
			.registerSearchAttribute(SearchAttributes.OUTCOME.getName(),
					IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST)
			.registerSearchAttribute(SearchAttributes.HELD_UNTIL.getName(),
					IndexedValueType.INDEXED_VALUE_TYPE_DATETIME)
			.build();
	}

	/** Starts the event with these notices as its plan. */
	EventStage start(PlannedNotice... notices) {
		this.fakes.plan = (event) -> Plans.of(notices);
		this.workflow = this.temporal.getWorkflowClient()
			.newWorkflowStub(EventWorkflow.class,
					WorkflowOptions.newBuilder()
						.setTaskQueue(TaskQueues.NOTIFICATIONS)
						.setWorkflowId(WorkflowIds.event(Plans.EVENT.type(), Plans.EVENT.id()))
						.build());
		WorkflowClient.start(this.workflow::tell, Plans.EVENT);
		return this;
	}

	EventWorkflow workflow() {
		return this.workflow;
	}

	/** Lets the event end, however many nights that takes. */
	List<NoticeOutcome> end() {
		return WorkflowStub.fromTyped(this.workflow).getResult(EventOutcome.class).notices();
	}

	NoticeOutcome onlyOutcome() {
		List<NoticeOutcome> outcomes = end();
		if (outcomes.size() != 1) {
			throw new AssertionError("one outcome expected: " + outcomes);
		}
		return outcomes.get(0);
	}

	void sleep(Duration duration) {
		this.temporal.sleep(duration);
	}

	/** Tells the event what the worker reports of a step. */
	void report(String channel, ReceiptStatus status) {
		this.workflow.acknowledge(List.of(this.fakes.receipt("episode-" + channel, 1, status)));
	}

	Instant now() {
		return Instant.ofEpochMilli(this.temporal.currentTimeMillis());
	}

	@Override
	public void close() {
		this.factory.shutdownNow();
		this.temporal.close();
	}

}
