package cinema.workflows.mailing;

import cinema.workflows.durable.Calls;
import cinema.workflows.page.MailingControl;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLock;

/**
 * Does what staff decide: for what is being published just now, and for the pages that
 * wait.
 */
final class StaffOrders {

	private final String mailingId = Workflow.getInfo().getWorkflowId();

	private final WorkflowLock word = Workflow.newWorkflowLock();

	private final MailingState state;

	private final PageChildren children;

	StaffOrders(MailingState state, PageChildren children) {
		this.state = state;
		this.children = children;
	}

	MailingProgress decide(MailingControl decided) {
		this.state.decided(decided);
		this.word.lock(); // or the first of two words could be kept last
		try {
			MailingControl last = this.state.control();
			Calls.durable(MailingActivities.class, "keep what staff decided", this.state.patience())
				.control(this.mailingId, last);
			this.children.control(this.state.pages().active().keySet(), last);
			this.state.tell();
		}
		finally {
			this.word.unlock();
		}
		return this.state.progress();
	}

}
