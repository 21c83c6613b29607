package cinema.dev.endtoend;

import cinema.dev.stack.Places;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

/** What support staff do to running events. */
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

	@Override
	public void close() {
		this.stubs.shutdownNow();
	}

}
