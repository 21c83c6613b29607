package cinema.workflows.page;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One page of a mailing; its id is {@code <mailing id>/page/<number>}. */
@WorkflowInterface
public interface MailingPageWorkflow {

	/** Tells every group at its moment, and ends when every letter has an outcome. */
	@WorkflowMethod
	PageReport send(PageTask page);

	/**
	 * Everything that was published has been answered. It carries no receipts: those of
	 * five hundred letters would be larger than the history may be, and the journal has
	 * them.
	 */
	@SignalMethod
	void settle();

	/** What staff decided for the whole mailing. */
	@SignalMethod
	void control(MailingControl control);

}
