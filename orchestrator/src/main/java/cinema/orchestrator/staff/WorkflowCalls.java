package cinema.orchestrator.staff;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import cinema.platform.problem.RefusedException;
import io.grpc.Context;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.failure.ApplicationFailure;
import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Calls to workflows for somebody who waits, and never longer than they may. */
@Component
public class WorkflowCalls {

	private static final Logger logger = LoggerFactory.getLogger(WorkflowCalls.class);

	private static final String AWAY = "Temporal does not answer at the moment.";

	private static final String IN_DOUBT = "The workflow does not answer; it may still do it. Look what became of it, or try again.";

	private final WorkflowClient temporal;

	private final NotificationProperties properties;

	private final ThreadFactory named = new CustomizableThreadFactory("workflow-calls-");

	private final ExecutorService threads = Executors.newCachedThreadPool(this.named);

	private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(this.named);

	WorkflowCalls(WorkflowClient temporal, NotificationProperties properties) {
		this.temporal = temporal;
		this.properties = properties;
	}

	/** Temporal's word for where a workflow is, for example {@code COMPLETED}. */
	public static String word(WorkflowExecutionStatus status) {
		return status.name().replace("WORKFLOW_EXECUTION_STATUS_", "");
	}

	/**
	 * Whether a workflow runs or how it has ended, or nothing when there is none.
	 * @throws SilentException when nobody answers in time
	 */
	public Optional<WorkflowExecutionStatus> status(String workflowId) {
		return look(workflowId, (workflow) -> workflow.describe().getStatus());
	}

	/**
	 * Asks a workflow, or says nothing when there is none.
	 * @throws SilentException when nobody answers in time
	 */
	public <T> Optional<T> look(String workflowId, Function<WorkflowStub, T> question) {
		WorkflowStub workflow = this.temporal.newUntypedWorkflowStub(workflowId);
		return within(this.properties.lookWait(), AWAY, () -> question.apply(workflow));
	}

	/**
	 * Asks Temporal something else.
	 * @throws SilentException when it does not answer in time, or refuses
	 */
	public <T> T look(Callable<T> question) {
		return within(this.properties.lookWait(), AWAY, question).orElseThrow(() -> new SilentException(AWAY));
	}

	/**
	 * Tells a workflow to do something, where twice is as good as once, and returns its
	 * answer, or nothing when none of this id runs.
	 * @param field what the caller has to mend when an argument is wrong, or an empty
	 * text
	 * @throws RefusedException in the words of the workflow when it refuses
	 * @throws SilentException when nobody answers in time; it may still be done
	 */
	public <T> Optional<T> tell(String workflowId, String field, String update, Class<T> answer,
			@Nullable Object... arguments) {
		WorkflowStub workflow = this.temporal.newUntypedWorkflowStub(workflowId);
		try {
			return within(this.properties.changeWait(), IN_DOUBT,
					() -> insist(() -> workflow.update(update, answer, arguments)));
		}
		catch (WorkflowUpdateException refused) {
			throw refusal(field, refused);
		}
	}

	/**
	 * Temporal drops an update when the workflow was told something else while it
	 * answered, and loses it between two runs of a workflow.
	 */
	private static <T> T insist(Callable<T> change) throws Exception {
		try {
			return change.call();
		}
		catch (WorkflowUpdateTimeoutOrCancelledException ex) {
			throw ex;
		}
		catch (WorkflowServiceException | WorkflowNotFoundException ex) {
			return change.call();
		}
	}

	private static RefusedException refusal(String field, WorkflowUpdateException refused) {
		if (!(refused.getCause() instanceof ApplicationFailure cause)) {
			return new RefusedException(HttpStatus.CONFLICT, "", String.valueOf(refused.getMessage()));
		}
		return cause.getType().equals(IllegalArgumentException.class.getName())
				? new RefusedException(field, cause.getOriginalMessage())
				: new RefusedException(HttpStatus.CONFLICT, "", cause.getOriginalMessage());
	}

	private <T> Optional<T> within(Duration wait, String silent, Callable<T> call) {
		Context.CancellableContext bounded = Context.current()
			.withDeadlineAfter(wait.toMillis(), TimeUnit.MILLISECONDS, this.deadlines);
		Future<T> answer = this.threads.submit(bounded.wrap(call));
		try {
			return Optional.ofNullable(answer.get(wait.toMillis() + 500, TimeUnit.MILLISECONDS));
		}
		catch (ExecutionException ex) {
			return unanswered(ex.getCause(), silent);
		}
		catch (TimeoutException ex) {
			throw new SilentException(silent);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SilentException(silent);
		}
		finally {
			answer.cancel(true);
			bounded.cancel(null);
		}
	}

	private static <T> Optional<T> unanswered(@Nullable Throwable cause, String silent) {
		if (cause instanceof WorkflowNotFoundException) {
			return Optional.empty();
		}
		if (cause instanceof WorkflowUpdateException refused) {
			throw refused;
		}
		logger.warn("A workflow did not answer: {}", String.valueOf(cause));
		throw new SilentException(silent);
	}

	@PreDestroy
	void close() {
		this.threads.shutdownNow();
		this.deadlines.shutdownNow();
	}

	/** Temporal, or whoever works for it, does not answer. */
	public static final class SilentException extends RefusedException {

		private static final long serialVersionUID = 1L;

		SilentException(String reason) {
			super(HttpStatus.SERVICE_UNAVAILABLE, "", reason);
		}

	}

}
