package cinema.workflows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.worker.WorkerFactory;
import org.junit.jupiter.api.Assumptions;

/**
 * A Temporal dev server, for what the test's own server counts otherwise or cannot do.
 */
public final class RealTemporal implements AutoCloseable {

	private final TemporalDevServer server;

	private final WorkflowServiceStubs stubs;

	private final WorkerFactory factory;

	private RealTemporal(Path binary) {
		this.server = TemporalDevServer.start("default", TemporalDevServerOptions.newBuilder()
			.setExistingPath(binary.toString())
			.setUiEnabled(false)
			.setLogLevel("error")
			.setExtraArgs("--search-attribute", "Outcome=KeywordList", "--search-attribute", "HeldUntil=Datetime",
					"--search-attribute", "EventType=Keyword", "--search-attribute", "Notice=KeywordList",
					"--search-attribute", "MailingId=Keyword", "--search-attribute", "Channel=KeywordList")
			.build());
		this.stubs = WorkflowServiceStubs
			.newServiceStubs(WorkflowServiceStubsOptions.newBuilder().setTarget(this.server.getTarget()).build());
		this.factory = WorkerFactory.newInstance(client());
	}

	/** Starts it where it is installed, and else skips the tests that asked for it. */
	public static RealTemporal start() {
		Optional<Path> binary = installed();
		if (binary.isEmpty()) {
			System.out.println("SKIPPED: a Temporal dev server is needed, and none is installed");
			Assumptions.abort("no Temporal dev server");
		}
		return new RealTemporal(binary.get());
	}

	private static Optional<Path> installed() {
		Map<String, String> environment = System.getenv();
		String cache = environment.getOrDefault("XDG_CACHE_HOME", environment.getOrDefault("HOME", ".") + "/.cache");
		Stream<String> onThePath = Arrays.stream(environment.getOrDefault("PATH", "").split(":"));
		return Stream.concat(onThePath, Stream.of(cache + "/cinema-notifications"))
			.map((folder) -> Path.of(folder, "temporal"))
			.filter((file) -> Files.isExecutable(file) && !Files.isDirectory(file))
			.findFirst();
	}

	public WorkflowClient client() {
		return WorkflowClient.newInstance(this.stubs);
	}

	/** Of which the Temporal workers are to be started. */
	public WorkerFactory factory() {
		return this.factory;
	}

	/**
	 * Resets a workflow as {@code temporal workflow reset} does, once it has got so far.
	 * @param task the end of which workflow task to go back to, counted from the first
	 */
	public void reset(String workflowId, int task) {
		OptionalLong point = endOfTask(workflowId, task);
		for (int i = 0; i < 200 && point.isEmpty(); i++) {
			sleep();
			point = endOfTask(workflowId, task);
		}
		this.stubs.blockingStub()
			.resetWorkflowExecution(ResetWorkflowExecutionRequest.newBuilder()
				.setNamespace("default")
				.setRequestId(UUID.randomUUID().toString())
				.setReason("a test")
				.setWorkflowTaskFinishEventId(point.orElseThrow())
				.setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
				.build());
	}

	private OptionalLong endOfTask(String workflowId, int task) {
		return client().fetchHistory(workflowId)
			.getEvents()
			.stream()
			.filter((one) -> one.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
			.mapToLong(HistoryEvent::getEventId)
			.skip(task)
			.findFirst();
	}

	private static void sleep() {
		try {
			Thread.sleep(50);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.factory.shutdownNow();
		this.stubs.shutdownNow();
		this.server.close();
	}

}
