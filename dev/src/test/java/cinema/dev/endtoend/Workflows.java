package cinema.dev.endtoend;

import java.util.List;

import cinema.dev.stack.Places;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

/** What support staff see of workflows, and do to running ones. */
final class Workflows implements AutoCloseable {

	private final WorkflowServiceStubs stubs;

	private final WorkflowClient temporal;

	Workflows(Places places) {
		this.stubs = WorkflowServiceStubs
			.newServiceStubs(WorkflowServiceStubsOptions.newBuilder().setTarget(places.temporal()).build());
		this.temporal = WorkflowClient.newInstance(this.stubs);
	}

	void sendNow(String workflow) {
		this.temporal.newUntypedWorkflowStub(workflow).update("reschedule", Object.class, null, "tests");
	}

	/** As the search of the web UI finds them. */
	List<WorkflowExecutionInfo> list(String query) {
		return this.stubs.blockingStub()
			.listWorkflowExecutions(
					ListWorkflowExecutionsRequest.newBuilder().setNamespace("default").setQuery(query).build())
			.getExecutionsList();
	}

	List<HistoryEvent> history(WorkflowExecutionInfo workflow) {
		return this.temporal.fetchHistory(workflow.getExecution().getWorkflowId(), workflow.getExecution().getRunId())
			.getEvents();
	}

	@Override
	public void close() {
		this.stubs.shutdownNow();
	}

}
