package cinema.workflows.mailing;

import cinema.workflows.TaskQueues;
import cinema.workflows.durable.Calls;
import cinema.workflows.page.MailingControl;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLock;
import org.jspecify.annotations.Nullable;

/**
 * Does what staff decide, or the mailing for itself: at once for what is being published
 * just now, since the database knows it, and then for the pages that wait, however many
 * there are.
 */
final class StaffOrders {

	private final String mailingId = Workflow.getInfo().getWorkflowId();

	private final WorkflowLock word = Workflow.newWorkflowLock();

	private final WorkflowLock telling = Workflow.newWorkflowLock();

	private final MailingState state;

	private final PageChildren children;

	private @Nullable MailingControl told;

	private int untold;

	StaffOrders(MailingState state, PageChildren children) {
		this.state = state;
		this.children = children;
		this.told = state.control();
	}

	MailingProgress decide(MailingControl decided) {
		this.state.decided(decided);
		this.word.lock(); // or the first of two words could be kept last
		try {
			MailingControl last = this.state.control();
			Calls.durable(MailingActivities.class, "keep what was decided", this.state.patience())
				.control(this.mailingId, last);
			if (this.state.turns()) {
				tellSoon();
			}
			else {
				this.children.control(this.state.pages().active().keySet(), last);
			}
			this.state.tell();
		}
		finally {
			this.word.unlock();
		}
		return this.state.progress();
	}

	/** Pages that were there before this run may have heard of something else last. */
	void remind() {
		if (this.state.turns() && Workflow.getVersion("reminds-pages", Workflow.DEFAULT_VERSION, 1) == 1) {
			this.told = null;
			tellSoon();
		}
	}

	private void tellSoon() {
		this.untold++;
		Async.procedure(this::tellPages);
	}

	/** Whether every page knows what was decided. */
	boolean areTold() {
		return this.untold == 0;
	}

	private void tellPages() {
		this.telling.lock();
		try {
			MailingControl last = this.state.control();
			boolean news = this.state.isRecalled() || !last.equals(this.told);
			if (news && !this.state.pages().hasEnded()) {
				this.children.areStarted();
				Calls.heartbeating(MailingActivities.class, TaskQueues.NOTIFICATIONS, "tell the pages what was decided")
					.tell(this.mailingId, this.state.pages().byUrgency(), last);
			}
			this.told = last;
		}
		finally {
			this.telling.unlock();
			this.untold--;
		}
	}

}
