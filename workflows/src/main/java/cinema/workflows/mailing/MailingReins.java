package cinema.workflows.mailing;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLock;

/**
 * Does what staff decide: for what is being published just now, and for the pages that
 * wait.
 */
final class MailingReins {

	private final String mailingId = Workflow.getInfo().getWorkflowId();

	private final WorkflowLock word = Workflow.newWorkflowLock();

	private final MailingCourse course;

	private final PageChildren children;

	MailingReins(MailingCourse course, PageChildren children) {
		this.course = course;
		this.children = children;
	}

	MailingProgress decide(MailingControl decided) {
		this.course.decided(decided);
		this.word.lock(); // or the first of two words could be kept last
		try {
			MailingControl last = this.course.control();
			MailingCalls.mailing("keep what staff decided", this.course.patience()).control(this.mailingId, last);
			this.children.control(this.course.book().active().keySet(), last);
			this.course.tell();
		}
		finally {
			this.word.unlock();
		}
		return this.course.progress();
	}

}
