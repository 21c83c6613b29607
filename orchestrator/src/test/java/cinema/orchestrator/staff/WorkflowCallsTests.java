package cinema.orchestrator.staff;

import java.time.Duration;

import cinema.orchestrator.staff.WorkflowCalls.SilentException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;

class WorkflowCallsTests {

	private static final String ID = "event/x/1";

	private static final WorkflowExecution WORKFLOW = WorkflowExecution.newBuilder().setWorkflowId(ID).build();

	private final WorkflowClient temporal = mock(WorkflowClient.class);

	private final WorkflowStub workflow = mock(WorkflowStub.class);

	private final WorkflowCalls calls = new WorkflowCalls(this.temporal,
			new NotificationProperties("events", 100, DataSize.ofMegabytes(4), Duration.ofSeconds(5),
					Duration.ofSeconds(3), Duration.ofSeconds(25), Duration.ofDays(30), null));

	@BeforeEach
	void open() {
		given(this.temporal.newUntypedWorkflowStub(ID)).willReturn(this.workflow);
	}

	@AfterEach
	void close() {
		this.calls.close();
	}

	@Test
	void tellsAWorkflowOnceMoreWhatTemporalDropped() {
		given(this.workflow.update("cancel", String.class, "late"))
			.willThrow(new WorkflowServiceException(WORKFLOW, "", new IllegalStateException("aborted")))
			.willReturn("cancelled");

		assertThat(this.calls.tell(ID, "", "cancel", String.class, "late")).hasValue("cancelled");
	}

	@Test
	void tellsAWorkflowOnceWhatItDoesNotAnswerInTime() {
		given(this.workflow.update("cancel", String.class, "late"))
			.willThrow(new WorkflowUpdateTimeoutOrCancelledException(WORKFLOW, "cancel", "1",
					new IllegalStateException("late")));

		assertThatExceptionOfType(SilentException.class)
			.isThrownBy(() -> this.calls.tell(ID, "", "cancel", String.class, "late"))
			.withMessageContaining("may still do it");
		then(this.workflow).should(times(1)).update("cancel", String.class, "late");
	}

	@Test
	void tellsNothingToWhatDoesNotRun() {
		given(this.workflow.update("cancel", String.class, "late"))
			.willThrow(new WorkflowNotFoundException(WORKFLOW, "", null));

		assertThat(this.calls.tell(ID, "", "cancel", String.class, "late")).isEmpty();
	}

}
