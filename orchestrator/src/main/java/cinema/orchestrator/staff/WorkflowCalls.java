package cinema.orchestrator.staff;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.grpc.Context;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import jakarta.annotation.PreDestroy;

import org.springframework.stereotype.Component;

/** Calls to Temporal for somebody who waits, and never longer than he may. */
@Component
public class WorkflowCalls {

	private final NotificationProperties properties;

	private final ExecutorService threads = Executors.newCachedThreadPool(WorkflowCalls::thread);

	private final ScheduledExecutorService deadlines = Executors
		.newSingleThreadScheduledExecutor(WorkflowCalls::thread);

	WorkflowCalls(NotificationProperties properties) {
		this.properties = properties;
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "workflow-calls");
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Asks where a workflow is.
	 * @throws ExecutionException with what Temporal said
	 * @throws TimeoutException when nobody answered in time
	 */
	public <T> T look(Callable<T> question) throws ExecutionException, TimeoutException {
		return within(this.properties.lookWait(), question);
	}

	/**
	 * Tells a workflow to do something, where twice is as good as once; whoever gets no
	 * answer in time does not know whether it is still done.
	 */
	public <T> T change(Callable<T> change) throws ExecutionException, TimeoutException {
		return within(this.properties.changeWait(), () -> insist(change));
	}

	/**
	 * Temporal drops an update when the workflow was told something else while it
	 * answered.
	 */
	private static <T> T insist(Callable<T> change) throws Exception {
		try {
			return change.call();
		}
		catch (WorkflowUpdateTimeoutOrCancelledException ex) {
			throw ex;
		}
		catch (WorkflowServiceException ex) {
			return change.call();
		}
	}

	private <T> T within(Duration wait, Callable<T> call) throws ExecutionException, TimeoutException {
		Context.CancellableContext bounded = Context.current()
			.withDeadlineAfter(wait.toMillis(), TimeUnit.MILLISECONDS, this.deadlines);
		Future<T> answer = this.threads.submit(bounded.wrap(call));
		try {
			return answer.get(wait.toMillis() + 500, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new TimeoutException("interrupted");
		}
		finally {
			answer.cancel(true);
			bounded.cancel(null);
		}
	}

	@PreDestroy
	void close() {
		this.threads.shutdownNow();
		this.deadlines.shutdownNow();
	}

}
