package cinema.orchestrator.mailing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import cinema.orchestrator.announcement.AnnouncedEvents;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.journal.JournalReader;
import cinema.orchestrator.mailing.MailingView.Status;
import cinema.orchestrator.page.MailingControls;
import cinema.orchestrator.page.MailingRecord;
import cinema.orchestrator.page.MailingTable;
import cinema.orchestrator.staff.Change;
import cinema.orchestrator.staff.NotificationLinks;
import cinema.orchestrator.staff.WorkflowCalls;
import cinema.platform.audit.Audit;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import cinema.workflows.WorkflowIds;
import cinema.workflows.event.EventOutcome;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.mailing.MailingOutcome;
import cinema.workflows.mailing.MailingProgress;
import cinema.workflows.page.MailingControl;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Joins what is written down of a mailing, its workflow and its announcement, so that it
 * can be seen from the moment at which it is ordered.
 */
@Component
public class MailingLookup {

	private static final String NOT_YET = "it is announced and not taken yet";

	private final MailingTable table;

	private final MailingControls controls;

	private final JournalReader journal;

	private final WorkflowCalls calls;

	private final AnnouncedEvents announced;

	private final Audit audit;

	private final NotificationLinks links;

	MailingLookup(MailingTable table, MailingControls controls, JournalReader journal, WorkflowCalls calls,
			AnnouncedEvents announced, Audit audit, NotificationLinks links) {
		this.table = table;
		this.controls = controls;
		this.journal = journal;
		this.calls = calls;
		this.announced = announced;
		this.audit = audit;
		this.links = links;
	}

	static String path(String id, String notice) {
		return "/api/v1/mailings/" + id + "/" + notice;
	}

	/**
	 * One mailing.
	 * @throws RefusedException when nobody knows it, or nobody can tell now
	 */
	public MailingView find(String id, String notice) {
		return this.table.record(WorkflowIds.mailing(id, notice))
			.map(this::view)
			.orElseGet(() -> unwritten(id, notice));
	}

	/**
	 * The newest first.
	 * @param words what their id, their template or their title says, or null
	 */
	public List<MailingView> list(@Nullable String status, @Nullable String words, @Nullable Cursor after, int most) {
		return this.table.list(status, words, after, most).stream().map(this::view).toList();
	}

	private MailingView view(MailingRecord record) {
		Mailing mailing = record.mailing();
		Event event = mailing.event();
		return new MailingView(event.type(), event.id(), mailing.notice(), record.id(), event.fromService(),
				Status.valueOf(record.state()), record.reason(), record.rate(), record.createdAt(), record.endedAt(),
				null, null, OrderedMailing.of(mailing), this.links.to(path(event.id(), mailing.notice()), record.id()));
	}

	/** With its receivers by outcome, and with who did what to it over REST. */
	MailingView detailed(MailingView view) {
		return view.with((view.createdAt() != null)
				? this.journal.counts(view.eventType(), view.eventId(), view.notice()) : null, changes(view));
	}

	/** Who did what to it, the oldest first. */
	public List<Change> changes(MailingView view) {
		return Stream
			.concat(this.announced.announcement(view.eventType(), view.eventId()).stream(),
					Change.of(this.audit.of(view.workflowId())).stream())
			.toList();
	}

	private MailingView unwritten(String id, String notice) {
		if (this.calls.status(WorkflowIds.mailing(id, notice)).isPresent()) {
			return unwritten(id, notice, Status.ANNOUNCED, "what its letters need is being collected");
		}
		Optional<NoticeOutcome> event = byEvent(id, notice);
		if (event.isPresent()) {
			return unwritten(id, notice, status(event.get().status()), event.get().reason());
		}
		RefusedException.unless(this.announced.isKnown(Catalogue.MAILING, id), HttpStatus.NOT_FOUND, "",
				"Nothing is known of such a mailing.");
		return unwritten(id, notice, Status.ANNOUNCED, NOT_YET);
	}

	/**
	 * {@code STARTED} as long as its event runs, or nothing when there is no such event.
	 */
	private Optional<NoticeOutcome> byEvent(String id, String notice) {
		String workflowId = WorkflowIds.event(Catalogue.MAILING, id);
		return this.calls.status(workflowId).flatMap((status) -> switch (status) {
			case WORKFLOW_EXECUTION_STATUS_RUNNING ->
				Optional.of(outcome(notice, OutcomeStatus.STARTED, "its event is being taken"));
			case WORKFLOW_EXECUTION_STATUS_COMPLETED -> result(workflowId, notice);
			default -> Optional.of(outcome(notice, OutcomeStatus.FAILED,
					"its event ended as " + WorkflowCalls.word(status) + "; " + workflowId + " says why"));
		});
	}

	private Optional<NoticeOutcome> result(String workflowId, String notice) {
		return this.calls.look(workflowId, (event) -> event.getResult(EventOutcome.class))
			.flatMap((event) -> event.notices().stream().filter((one) -> one.notice().equals(notice)).findFirst());
	}

	private static NoticeOutcome outcome(String notice, OutcomeStatus status, String reason) {
		return new NoticeOutcome(notice, status, reason, null, null, 0);
	}

	private static Status status(OutcomeStatus ofEvent) {
		return switch (ofEvent) {
			case STARTED -> Status.ANNOUNCED;
			case EXPIRED -> Status.EXPIRED;
			case CANCELLED -> Status.CANCELLED;
			default -> Status.FAILED;
		};
	}

	private MailingView unwritten(String id, String notice, Status status, String reason) {
		return new MailingView(Catalogue.MAILING, id, notice, WorkflowIds.mailing(id, notice), null, status, reason,
				null, null, null, null, null, null, this.links.to(path(id, notice), WorkflowIds.mailing(id, notice)));
	}

	/** Where it is; every receiver that was seen is in exactly one of the counts. */
	public MailingProgress progress(MailingView view) {
		return this.table.outcome(view.workflowId())
			.map(MailingOutcome::progress)
			.or(() -> this.calls.look(view.workflowId(), (mailing) -> mailing.query("progress", MailingProgress.class)))
			.orElseGet(() -> MailingProgress.unsent(view.status().name()));
	}

	/** Where those of these were that have ended, by the ids of their workflows. */
	public Map<String, MailingNumbers> ended(List<MailingView> views) {
		Map<String, MailingNumbers> numbers = new HashMap<>();
		this.table.progress(views.stream().map(MailingView::workflowId).toList())
			.forEach((id, progress) -> numbers.put(id, MailingNumbers.of(progress)));
		return numbers;
	}

	/**
	 * Tells it what staff want; returns what became of it. What is being published just
	 * now looks into the row, and need not wait until the workflow has time to hear it.
	 * @param decision the same for the row
	 * @throws RefusedException when it has ended, or cannot hear of it yet
	 */
	MailingProgress tell(MailingView view, UnaryOperator<MailingControl> decision, String update,
			@Nullable Object... arguments) {
		if (view.hasEnded()) {
			throw ended(" as " + view.status() + ", " + view.reason());
		}
		boolean hears = view.hasBegun()
				|| (update.equals("cancel") && this.calls.status(view.workflowId()).isPresent());
		if (!hears) {
			throw new RefusedException(HttpStatus.CONFLICT, "",
					"It has not begun: " + view.reason() + "; try again in a moment.");
		}
		this.controls.change(view.workflowId(), decision);
		return this.calls.tell(view.workflowId(), "", update, MailingProgress.class, arguments)
			.orElseThrow(() -> ended(""));
	}

	private static RefusedException ended(String how) {
		return new RefusedException(HttpStatus.CONFLICT, "", "It has ended" + how + "; nothing is left to change.");
	}

}
