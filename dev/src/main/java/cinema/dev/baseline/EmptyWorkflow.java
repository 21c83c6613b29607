package cinema.dev.baseline;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** What Temporal can do at best on this machine: nothing, durably. */
@WorkflowInterface
public interface EmptyWorkflow {

	@WorkflowMethod
	void run();

	/** Returns at once. */
	class EmptyWorkflowImpl implements EmptyWorkflow {

		@Override
		public void run() {
			// Nothing is cheaper.
		}

	}

}
