package cinema.dev.endtoend;

import java.time.Duration;
import java.util.UUID;

import cinema.dev.machine.Console;
import cinema.dev.stack.Stack;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a notification costs Temporal, counted on a real server. */
class HistoryBudgetTests {

	private final Stack stack = RunningStack.get();

	private final Events events = new Events(this.stack.places());

	private WorkflowServiceStubs temporal;

	@BeforeEach
	void connect() {
		if (this.stack.places().kinds().get("temporal").equals("test-server")) {
			Console.say("SKIPPED: history budgets are counted on a real Temporal server only");
			Assumptions.abort("no real Temporal server");
		}
		this.temporal = WorkflowServiceStubs.newServiceStubs(
				WorkflowServiceStubsOptions.newBuilder().setTarget(this.stack.places().temporal()).build());
	}

	@AfterEach
	void disconnect() {
		if (this.temporal != null) {
			this.temporal.shutdownNow();
		}
	}

	@Test
	void staysWithinNineEventsAndThreeTransitions() throws Exception {
		String id = UUID.randomUUID().toString();
		// One notice, and a receiver whom the event names itself.
		this.events.announce("""
				{"id": "%s", "event_type": "user_changed_password_successfully",
				 "details": {"user_id": "somebody", "email": "%s@example.com"}}""".formatted(id, id));
		String workflow = "event/user_changed_password_successfully/" + id;
		await().atMost(Duration.ofSeconds(30))
			.ignoreExceptionsInstanceOf(StatusRuntimeException.class)
			.until(() -> describe(workflow).getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
		WorkflowExecutionInfo cost = describe(workflow);
		Console.say("one notification: " + cost.getHistoryLength() + " events, " + cost.getStateTransitionCount()
				+ " transitions, " + cost.getHistorySizeBytes() + " bytes");
		assertThat(cost.getHistoryLength()).isLessThanOrEqualTo(9);
		assertThat(cost.getStateTransitionCount()).isLessThanOrEqualTo(3);
	}

	private WorkflowExecutionInfo describe(String workflow) {
		return this.temporal.blockingStub()
			.describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
				.setNamespace("default")
				.setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow).build())
				.build())
			.getWorkflowExecutionInfo();
	}

}
