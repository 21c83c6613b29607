package cinema.orchestrator.mailing;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import cinema.orchestrator.announcement.Announcer;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.mailing.MailingView.Status;
import cinema.orchestrator.problem.RefusedException;
import cinema.orchestrator.staff.Changes;
import cinema.orchestrator.staff.NotificationLinks;
import cinema.workflows.WorkflowIds;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.mailing.MailingProgress;
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

	private final MailingRecords records;

	private final MailingWorkflows running;

	private final Announcer announcer;

	private final Changes changes;

	private final NotificationLinks links;

	MailingLookup(MailingRecords records, MailingWorkflows running, Announcer announcer, Changes changes,
			NotificationLinks links) {
		this.records = records;
		this.running = running;
		this.announcer = announcer;
		this.changes = changes;
		this.links = links;
	}

	static String path(String id, String notice) {
		return "/api/v1/mailings/" + id + "/" + notice;
	}

	/**
	 * One mailing.
	 * @throws RefusedException when nobody knows it, or nobody can tell now
	 */
	MailingView find(String id, String notice) {
		return this.records.find(WorkflowIds.mailing(id, notice)).orElseGet(() -> unwritten(id, notice));
	}

	/** With who did what to it over REST. */
	MailingView withChanges(MailingView view) {
		return view.changed(
				Stream
					.concat(this.announcer.announcement(view.eventType(), view.eventId()).stream(),
							this.changes.of(view.workflowId()).stream())
					.toList());
	}

	private MailingView unwritten(String id, String notice) {
		if (this.running.status(WorkflowIds.mailing(id, notice)).isPresent()) {
			return unwritten(id, notice, Status.ANNOUNCED, "what its letters need is being collected");
		}
		Optional<NoticeOutcome> event = this.running.byEvent(Catalogue.MAILING, id, notice);
		if (event.isPresent()) {
			return unwritten(id, notice, status(event.get().status()), event.get().reason());
		}
		if (!this.announcer.isKnown(Catalogue.MAILING, id)) {
			throw new RefusedException(HttpStatus.NOT_FOUND, "", "Nothing is known of such a mailing.");
		}
		return unwritten(id, notice, Status.ANNOUNCED, NOT_YET);
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
	MailingProgress progress(MailingView view) {
		return this.records.end(view.workflowId())
			.or(() -> this.running.look(view.workflowId()))
			.orElseGet(() -> MailingProgress.unsent(view.status().name()));
	}

	/**
	 * Tells it what staff want; returns what became of it.
	 * @throws RefusedException when it has ended, or cannot hear of it yet
	 */
	MailingProgress tell(MailingView view, String update, @Nullable Object... arguments) {
		if (view.hasEnded()) {
			throw MailingWorkflows.ended(view.status() + ", " + view.reason());
		}
		boolean hears = view.hasBegun()
				|| (update.equals("cancel") && this.running.status(view.workflowId()).isPresent());
		if (!hears) {
			throw new RefusedException(HttpStatus.CONFLICT, "",
					"It has not begun: " + view.reason() + "; try again in a moment.");
		}
		return this.running.tell(view.workflowId(), update, arguments);
	}

}
