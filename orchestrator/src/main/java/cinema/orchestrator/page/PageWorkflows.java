package cinema.orchestrator.page;

import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import cinema.orchestrator.staff.WorkflowCalls;
import cinema.workflows.WorkflowIds;
import cinema.workflows.mailing.PageSet;
import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageDispatch;
import cinema.workflows.page.PageReport;
import cinema.workflows.page.PageTally;
import cinema.workflows.page.PageWithdrawal;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** The workflows of pages, as they are seen from outside. */
@Component
public class PageWorkflows {

	/** So many last words fit into an answer. */
	private static final int MOST = 1000;

	private final WorkflowClient temporal;

	private final MailingTable store;

	private final PageRetries letters;

	private final PageTallies tallies;

	PageWorkflows(WorkflowClient temporal, MailingTable store, PageRetries letters, PageTallies tallies) {
		this.temporal = temporal;
		this.store = store;
		this.letters = letters;
		this.tallies = tallies;
	}

	/** Tells pages what was decided; one that has ended needs not know. */
	public void tell(String mailingId, PageSet pages, MailingControl control) {
		tell(mailingId, pages, control, (number) -> {
		});
	}

	/**
	 * As above.
	 * @param alive hears of each page that was told
	 */
	public void tell(String mailingId, PageSet pages, MailingControl control, IntConsumer alive) {
		pages.numbers().forEach((number) -> {
			try {
				this.temporal.newUntypedWorkflowStub(WorkflowIds.page(mailingId, number)).signal("control", control);
			}
			catch (WorkflowNotFoundException ended) {
				// Its last word is on its way to the mailing, or is asked for.
			}
			alive.accept(number);
		});
	}

	/**
	 * The last words of pages that have ended; what was left of one that was terminated
	 * is taken back.
	 * @param alive hears of each page that was looked at
	 */
	public List<PageReport> ended(String mailingId, PageSet pages, IntConsumer alive) {
		return pages.numbers()
			.peek(alive)
			.mapToObj((number) -> ended(mailingId, number))
			.filter(Objects::nonNull)
			.limit(MOST)
			.toList();
	}

	/** Whether all of them have, or have nothing left to do but to say so. */
	public boolean haveEnded(String mailingId, PageSet pages) {
		return pages.numbers()
			.allMatch((number) -> isSettled(WorkflowIds.page(mailingId, number)) || ended(mailingId, number) != null);
	}

	private boolean isSettled(String pageId) {
		PageTally tally = this.tallies.of(pageId);
		return tally.queued() + tally.retrying() == 0
				&& tally.decided() >= this.store.page(pageId).map((page) -> page.receivers().size()).orElse(0);
	}

	private @Nullable PageReport ended(String mailingId, int number) {
		WorkflowStub page = this.temporal.newUntypedWorkflowStub(WorkflowIds.page(mailingId, number));
		try {
			WorkflowExecutionStatus status = page.describe().getStatus();
			return switch (status) {
				case WORKFLOW_EXECUTION_STATUS_RUNNING -> null;
				case WORKFLOW_EXECUTION_STATUS_COMPLETED -> page.getResult(PageReport.class);
				default -> broken(mailingId, number, "ended as " + WorkflowCalls.word(status));
			};
		}
		catch (WorkflowNotFoundException gone) {
			return broken(mailingId, number, "is gone");
		}
	}

	private @Nullable PageReport broken(String mailingId, int number, String how) {
		String pageId = WorkflowIds.page(mailingId, number);
		int groups = this.store.page(pageId).map((page) -> page.groups().size()).orElse(0);
		List<PageDispatch> all = IntStream.range(0, groups)
			.mapToObj((group) -> new PageDispatch(mailingId, pageId, group, 0, null))
			.toList();
		this.letters.takeBack(new PageWithdrawal(mailingId, pageId, all, "its page " + how), () -> {
		});
		PageTally tally = this.tallies.of(pageId);
		// What the worker has in hand it answers; the next look finds it.
		return (tally.queued() > 0) ? null : new PageReport(number, true, 0, 0, tally, null, false);
	}

}
