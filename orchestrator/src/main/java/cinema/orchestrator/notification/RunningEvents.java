package cinema.orchestrator.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import cinema.workflows.event.EventProgress;
import io.grpc.Context;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Asks workflows, and never waits for them longer than it may. */
@Component
class RunningEvents {

	private static final Logger logger = LoggerFactory.getLogger(RunningEvents.class);

	private final WorkflowClient temporal;

	private final NotificationProperties properties;

	private final ExecutorService threads = Executors.newCachedThreadPool(RunningEvents::thread);

	private final ScheduledExecutorService deadlines = Executors
		.newSingleThreadScheduledExecutor(RunningEvents::thread);

	RunningEvents(WorkflowClient temporal, NotificationProperties properties) {
		this.temporal = temporal;
		this.properties = properties;
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "notification-questions");
		thread.setDaemon(true);
		return thread;
	}

	/** Where the workflow is. */
	Sight look(String workflowId) {
		WorkflowStub workflow = this.temporal.newUntypedWorkflowStub(workflowId);
		Sight sight = ask(this.properties.lookWait(), () -> status(workflow));
		if (!(sight instanceof Sight.Running)) {
			return sight;
		}
		Sight progress = ask(this.properties.lookWait(),
				() -> new Sight.Running(workflow.query("progress", EventProgress.class)));
		return (progress instanceof Sight.Running) ? progress : sight;
	}

	/** Cancels what has not been sent. */
	Sight cancel(String workflowId, String reason) {
		return change(workflowId, "cancel", reason);
	}

	/** Moves what is held. */
	Sight reschedule(String workflowId, Instant moment) {
		return change(workflowId, "reschedule", moment);
	}

	/** Running with what became of it; ended when it was too late. */
	private Sight change(String workflowId, String update, Object argument) {
		WorkflowStub workflow = this.temporal.newUntypedWorkflowStub(workflowId);
		Sight before = ask(this.properties.lookWait(), () -> status(workflow));
		if (!(before instanceof Sight.Running)) {
			return before;
		}
		Sight after = ask(this.properties.changeWait(),
				() -> new Sight.Running(workflow.update(update, EventProgress.class, argument)));
		// One that ends in this very moment is no longer found among those that run.
		return (after instanceof Sight.Unknown) ? ask(this.properties.lookWait(), () -> status(workflow)) : after;
	}

	private static Sight status(WorkflowStub workflow) {
		WorkflowExecutionStatus status = workflow.describe().getStatus();
		return (status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) ? new Sight.Running(null)
				: new Sight.Ended(status.name().replace("WORKFLOW_EXECUTION_STATUS_", ""));
	}

	private Sight ask(Duration wait, Callable<Sight> question) {
		Context.CancellableContext bounded = Context.current()
			.withDeadlineAfter(wait.toMillis(), TimeUnit.MILLISECONDS, this.deadlines);
		Future<Sight> answer = this.threads.submit(bounded.wrap(question));
		try {
			return answer.get(wait.toMillis() + 500, TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof WorkflowNotFoundException) {
				return new Sight.Unknown();
			}
			logger.warn("A workflow did not answer: {}", String.valueOf(ex.getCause()));
			return new Sight.Silent();
		}
		catch (TimeoutException ex) {
			return new Sight.Silent();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new Sight.Silent();
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
