package cinema.orchestrator.staff;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WorkflowCallsTests {

	private static final WorkflowExecution WORKFLOW = WorkflowExecution.newBuilder().setWorkflowId("event/x/1").build();

	private final WorkflowCalls calls = new WorkflowCalls(
			new NotificationProperties("events", 100, DataSize.ofMegabytes(4), Duration.ofSeconds(5),
					Duration.ofSeconds(3), Duration.ofSeconds(25), Duration.ofDays(30), null));

	private final AtomicInteger told = new AtomicInteger();

	@AfterEach
	void close() {
		this.calls.close();
	}

	@Test
	void tellsAWorkflowOnceMoreWhatTemporalDropped() throws Exception {
		String answer = this.calls.change(() -> {
			if (this.told.incrementAndGet() == 1) {
				throw new WorkflowServiceException(WORKFLOW, "", new IllegalStateException("aborted"));
			}
			return "cancelled";
		});
		assertThat(answer).isEqualTo("cancelled");
		assertThat(this.told).hasValue(2);
	}

	@Test
	void tellsAWorkflowOnceWhatItDoesNotAnswerInTime() {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> this.calls.change(() -> {
			this.told.incrementAndGet();
			throw new WorkflowUpdateTimeoutOrCancelledException(WORKFLOW, "cancel", "1",
					new IllegalStateException("late"));
		}));
		assertThat(this.told).hasValue(1);
	}

}
