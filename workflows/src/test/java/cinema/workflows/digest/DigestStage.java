package cinema.workflows.digest;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import cinema.workflows.SearchAttributes;
import cinema.workflows.TaskQueues;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;

/** A Temporal server whose clock a test sets, and one digest. */
final class DigestStage implements AutoCloseable {

	/** 12:00 in Moscow. */
	static final Instant NOON = Instant.parse("2026-11-23T09:00:00Z");

	/** 18:00 in Moscow. */
	static final Instant EVENING = Instant.parse("2026-11-23T15:00:00Z");

	static final Digest DIGEST = new Digest("u1", "reactions");

	final FakeTable table = new FakeTable();

	final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
		.setInitialTime(NOON)
		.registerSearchAttribute(SearchAttributes.OUTCOME.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST)
		.registerSearchAttribute(SearchAttributes.HELD_UNTIL.getName(), IndexedValueType.INDEXED_VALUE_TYPE_DATETIME)
		.build());

	private WorkerFactory factory = startWorker();

	DigestStage() {
		this.table.closing = (at) -> at.isBefore(EVENING) ? EVENING : EVENING.plus(Duration.ofDays(1));
	}

	private WorkerFactory startWorker() {
		// Nothing is cached, so that every workflow task is a replay of the whole
		// history.
		WorkerFactory started = WorkerFactory.newInstance(this.temporal.getWorkflowClient(),
				WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(0).build());
		var worker = started.newWorker(TaskQueues.NOTIFICATIONS);
		worker.registerWorkflowImplementationTypes(DigestWorkflowImpl.class);
		worker.registerActivitiesImplementations(this.table);
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

	/** First into the table, then the signal, as it is done outside of tests. */
	DigestStage add() {
		Instant now = now();
		this.table.add(now);
		WorkflowClient client = this.temporal.getWorkflowClient();
		DigestWorkflow workflow = client.newWorkflowStub(DigestWorkflow.class,
				WorkflowOptions.newBuilder()
					.setTaskQueue(TaskQueues.NOTIFICATIONS)
					.setWorkflowId(DIGEST.workflowId())
					.setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
					.setTypedSearchAttributes(io.temporal.common.SearchAttributes.newBuilder()
						.set(SearchAttributes.HELD_UNTIL, this.table.closing.apply(now).atOffset(ZoneOffset.UTC))
						.build())
					.build());
		BatchRequest request = client.newSignalWithStartRequest();
		request.add(workflow::collect, DIGEST);
		request.add(workflow::collected, this.table.closing.apply(now));
		client.signalWithStart(request);
		return this;
	}

	DigestWorkflow workflow() {
		return this.temporal.getWorkflowClient().newWorkflowStub(DigestWorkflow.class, DIGEST.workflowId());
	}

	/** Lets it end; returns how many were in each letter. */
	List<Integer> letters() {
		WorkflowStub.fromTyped(workflow()).getResult(Void.class);
		return List.copyOf(this.table.letters);
	}

	WorkflowExecutionHistory history() {
		return this.temporal.getWorkflowClient().fetchHistory(DIGEST.workflowId());
	}

	void sleep(Duration duration) {
		this.temporal.sleep(duration);
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
