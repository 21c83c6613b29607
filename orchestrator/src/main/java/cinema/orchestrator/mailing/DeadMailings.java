package cinema.orchestrator.mailing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import cinema.orchestrator.journal.JournalReader;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.page.MailingControls;
import cinema.orchestrator.page.MailingTable;
import cinema.orchestrator.page.PageTallies;
import cinema.orchestrator.page.PageWorkflows;
import cinema.orchestrator.staff.WorkflowCalls;
import cinema.platform.problem.RefusedException;
import cinema.workflows.mailing.MailingOutcome;
import cinema.workflows.mailing.MailingProgress;
import cinema.workflows.mailing.MailingStatus;
import cinema.workflows.mailing.PageSet;
import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageTally;
import cinema.workflows.plan.Mailing;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ends mailings whose workflow can do so no more: it was terminated, or the database was
 * away for as long as it tried.
 */
@Component
class DeadMailings {

	private static final Logger logger = LoggerFactory.getLogger(DeadMailings.class);

	/** One that has just begun, or is just going to say how it ended. */
	private static final Duration YOUNG = Duration.ofSeconds(30);

	private static final int PAGE = 200;

	private final MailingTable table;

	private final MailingControls controls;

	private final WorkflowCalls workflows;

	private final PageWorkflows pages;

	private final JournalReader journal;

	private final Clock clock;

	DeadMailings(MailingTable table, MailingControls controls, WorkflowCalls workflows, PageWorkflows pages,
			JournalReader journal, Clock clock) {
		this.table = table;
		this.controls = controls;
		this.workflows = workflows;
		this.pages = pages;
		this.journal = journal;
		this.clock = clock;
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
	void end() {
		try {
			endAll();
		}
		catch (RefusedException | DataAccessException away) {
			logger.debug("Nobody can say now which mailings have ended: {}", away.getMessage());
		}
	}

	private void endAll() {
		String after = "";
		List<String> open;
		do {
			open = this.table.open(this.clock.instant().minus(YOUNG), after, PAGE);
			open.forEach(this::endIfDead);
			after = open.isEmpty() ? "" : open.get(open.size() - 1);
		}
		while (open.size() == PAGE);
	}

	private void endIfDead(String mailingId) {
		this.workflows.status(mailingId).ifPresentOrElse((status) -> {
			switch (status) {
				case WORKFLOW_EXECUTION_STATUS_RUNNING, WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW -> {
				}
				case WORKFLOW_EXECUTION_STATUS_COMPLETED -> this.table.end(mailingId, outcome(mailingId));
				default -> end(mailingId, isStopped(status), "its workflow ended as " + WorkflowCalls.word(status));
			}
		}, () -> endIfLate(mailingId));
	}

	/** Until its deadline its event may come again, and make its workflow anew. */
	private void endIfLate(String mailingId) {
		Instant deadline = this.table.find(mailingId).mailing().lastDeadline();
		if (deadline.isBefore(this.clock.instant().minus(YOUNG))) {
			end(mailingId, false, "its workflow is gone, and its deadline was " + deadline);
		}
	}

	private static boolean isStopped(WorkflowExecutionStatus status) {
		return status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED
				|| status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED;
	}

	/**
	 * Its pages come to their end first, so that what it says of its receivers is true.
	 */
	private void end(String mailingId, boolean stopped, String reason) {
		MailingControl control = this.controls.find(mailingId);
		PageSet left = PageSet.of(this.table.pages(mailingId));
		if (control.cancelled() == null) {
			logger.warn("{}: {}; what is left of it is taken back", mailingId, reason);
			control = control.cancelled(reason);
			this.controls.keep(mailingId, control);
			this.pages.tell(mailingId, left, control);
		}
		if (this.pages.haveEnded(mailingId, left)) {
			this.table.end(mailingId, new MailingOutcome(stopped ? MailingStatus.CANCELLED : MailingStatus.FAILED,
					String.valueOf(control.cancelled()), progress(mailingId, control)));
		}
	}

	/** How one that has completed ended. */
	private MailingOutcome outcome(String mailingId) {
		return this.workflows.look(mailingId, (workflow) -> workflow.getResult(MailingOutcome.class)).orElseThrow();
	}

	private MailingProgress progress(String mailingId, MailingControl control) {
		Mailing mailing = this.table.find(mailingId).mailing();
		Map<JournalState, Integer> counts = new EnumMap<>(JournalState.class);
		this.journal.counts(mailing.event().type(), mailing.event().id(), mailing.notice())
			.forEach((state, count) -> counts.put(JournalState.valueOf(state), Math.toIntExact(count)));
		int seen = counts.values().stream().mapToInt(Integer::intValue).sum();
		Integer skipped = counts.get(JournalState.SUPPRESSED);
		PageTally all = PageTallies.of(counts, (skipped != null) ? Map.of("not told", skipped) : Map.of());
		return new MailingProgress(String.valueOf(control.cancelled()), 0, seen, all.skipped(), 0,
				all.queued() + all.retrying(), all.delivered(), all.failed(), all.expired(), all.unknown(),
				all.cancelled(), control.waits(), control.rate());
	}

}
