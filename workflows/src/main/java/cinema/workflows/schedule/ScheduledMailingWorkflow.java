package cinema.workflows.schedule;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One firing of a schedule. */
@WorkflowInterface
public interface ScheduledMailingWorkflow {

	/**
	 * Announces the mailing, and ends with it, so that the schedule knows whether the
	 * last one is still on its way when the next one is due.
	 * @return the id of the event that was announced
	 */
	@WorkflowMethod
	String announce(ScheduledMailing scheduled);

}
