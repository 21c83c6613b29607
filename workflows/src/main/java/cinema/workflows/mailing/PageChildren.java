package cinema.workflows.mailing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import cinema.workflows.WorkflowIds;
import cinema.workflows.durable.Children;
import cinema.workflows.page.MailingControl;
import cinema.workflows.page.MailingPageWorkflow;
import cinema.workflows.page.PageTask;
import cinema.workflows.plan.Mailing;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;

/**
 * The page workflows of one mailing. They outlive its runs and report by signal, since a
 * workflow that continues as new hears of its children's ends no more.
 */
final class PageChildren {

	/** How many are told at the same time; the server allows 2000. */
	private static final int MOST_AT_ONCE = 200;

	private final String mailingId = Workflow.getInfo().getWorkflowId();

	private final List<Promise<?>> starting = new ArrayList<>();

	void start(Mailing mailing, int number, OpenedPage opened, MailingControl control) {
		MailingPageWorkflow page = Children.child(MailingPageWorkflow.class, WorkflowIds.page(this.mailingId, number),
				mailing.searchAttributes(), "page " + number);
		Async.function(page::send, new PageTask(this.mailingId, number, opened.groups(), mailing.patience(), control));
		this.starting.removeIf(Promise::isCompleted);
		this.starting.add(Workflow.getWorkflowExecution(page));
	}

	/**
	 * Waits until all have started: what has not when a run ends would never start.
	 * @return whether none of them had been there before
	 */
	boolean areStarted() {
		// A copy, since more may be started while this waits.
		boolean started = List.copyOf(this.starting).stream().filter((one) -> !isStarted(one)).toList().isEmpty();
		this.starting.removeIf(Promise::isCompleted);
		return started;
	}

	private static boolean isStarted(Promise<?> starting) {
		try {
			starting.get();
			return true;
		}
		catch (ChildWorkflowFailure known) {
			return false;
		}
	}

	/** As earlier versions did, by a signal for each. */
	void control(Collection<Integer> pages, MailingControl control) {
		areStarted();
		List<Promise<Void>> told = new ArrayList<>();
		for (int number : List.copyOf(pages)) {
			told.add(Async.procedure(() -> control(number, control)));
			if (told.size() == MOST_AT_ONCE) {
				Promise.allOf(told).get();
				told.clear();
			}
		}
		Promise.allOf(told).get();
	}

	private void control(int number, MailingControl control) {
		try {
			Workflow.newExternalWorkflowStub(MailingPageWorkflow.class, WorkflowIds.page(this.mailingId, number))
				.control(control);
		}
		catch (ApplicationFailure ended) {
			Workflow.getLogger(PageChildren.class).info("Page {} has ended already", number);
		}
	}

}
