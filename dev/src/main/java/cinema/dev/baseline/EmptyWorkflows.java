package cinema.dev.baseline;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import cinema.dev.stack.Places;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;

/** The rate of empty workflows from start to result: 32 callers, each one at a time. */
public final class EmptyWorkflows implements AutoCloseable {

	private static final String TASK_QUEUE = "bench-empty";

	private static final int CALLERS = 32;

	private final WorkflowServiceStubs stubs;

	private final WorkflowClient temporal;

	private final WorkerFactory factory;

	public EmptyWorkflows(Places places) {
		this.stubs = WorkflowServiceStubs
			.newServiceStubs(WorkflowServiceStubsOptions.newBuilder().setTarget(places.temporal()).build());
		this.temporal = WorkflowClient.newInstance(this.stubs);
		this.factory = WorkerFactory.newInstance(this.temporal);
		this.factory.newWorker(TASK_QUEUE).registerWorkflowImplementationTypes(EmptyWorkflow.EmptyWorkflowImpl.class);
		this.factory.start();
	}

	public WorkflowServiceStubs stubs() {
		return this.stubs;
	}

	/** Workflows per second over this time. */
	public double perSecond(Duration time, boolean eager) {
		long start = System.nanoTime();
		long end = start + time.toNanos();
		AtomicInteger done = new AtomicInteger();
		ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
		try {
			List<CompletableFuture<Void>> calling = IntStream.range(0, CALLERS)
				.mapToObj((caller) -> CompletableFuture.runAsync(() -> {
					while (System.nanoTime() < end) {
						run(eager);
						done.incrementAndGet();
					}
				}, callers))
				.toList();
			calling.forEach(CompletableFuture::join);
			return done.get() / ((System.nanoTime() - start) / 1e9);
		}
		finally {
			callers.shutdown();
		}
	}

	private void run(boolean eager) {
		this.temporal
			.newWorkflowStub(EmptyWorkflow.class,
					WorkflowOptions.newBuilder()
						.setTaskQueue(TASK_QUEUE)
						.setWorkflowId("bench-empty/" + UUID.randomUUID())
						.setDisableEagerExecution(!eager)
						.build())
			.run();
	}

	@Override
	public void close() {
		this.factory.shutdownNow();
		this.stubs.shutdownNow();
	}

}
