package cinema.orchestrator.notification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import cinema.orchestrator.announcement.AnnouncedEvents;
import cinema.orchestrator.collected.CollectedItems;
import cinema.orchestrator.journal.JournalReader;
import cinema.orchestrator.journal.JournalRow;
import cinema.orchestrator.notification.NotificationView.Status;
import cinema.orchestrator.notification.RunningEvents.WorkflowState;
import cinema.orchestrator.staff.Change;
import cinema.orchestrator.staff.NotificationLinks;
import cinema.platform.audit.Actor;
import cinema.platform.audit.Audit;
import cinema.platform.problem.RefusedException;
import cinema.workflows.StaffWords;
import cinema.workflows.WorkflowIds;
import cinema.workflows.event.EventProgress;
import cinema.workflows.event.NoticeProgress;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Joins what the journal, the workflow and the announcements know of an event. */
@Component
public class Notifications {

	private static final String TEMPORAL_IS_AWAY = "Temporal does not answer: what happened in the last moments is missing here.";

	private final JournalReader journal;

	private final RunningEvents running;

	private final AnnouncedEvents announced;

	private final CollectedItems collected;

	private final Audit audit;

	private final NotificationLinks links;

	Notifications(JournalReader journal, RunningEvents running, AnnouncedEvents announced, CollectedItems collected,
			Audit audit, NotificationLinks links) {
		this.collected = collected;
		this.journal = journal;
		this.running = running;
		this.announced = announced;
		this.audit = audit;
		this.links = links;
	}

	/**
	 * What became of an event.
	 * @throws RefusedException when nobody knows it, or nobody can tell now
	 */
	public NotificationView find(String type, String id) {
		return view(type, id, this.running.look(WorkflowIds.event(type, id)));
	}

	/**
	 * Cancels what has not been sent, also what is collected and part of no letter yet;
	 * what became of it, or that it was too late.
	 */
	public Outcome cancel(String type, String id, @Nullable String reason) {
		Outcome told = change(type, id,
				told(type, id, "cancelled", reason, () -> this.running.cancel(WorkflowIds.event(type, id), reason)));
		Outcome change = takeBack(told, reason) ? new Outcome(find(type, id), told.inTime()) : told;
		boolean wasCancelled = change.view()
			.postings()
			.stream()
			.anyMatch((one) -> one.state().equals("CANCELLED") || one.state().equals("WITHDRAWN"));
		return new Outcome(change.view(), change.inTime() || wasCancelled);
	}

	/** Its workflow ends with what it collects, so that nobody else can be told. */
	private boolean takeBack(Outcome told, @Nullable String reason) {
		List<UUID> waiting = this.collected.waiting(told.view()
			.postings()
			.stream()
			.filter((one) -> one.id() != null && one.state().equals("COLLECTED"))
			.map((one) -> UUID.fromString(String.valueOf(one.id())))
			.toList());
		if (waiting.isEmpty()) {
			return false;
		}
		String why = StaffWords.cancelled(reason, Actor.now().name());
		// Whose workflow ran is written down already.
		return told.inTime() ? this.collected.cancel(waiting, why) : this.audit.doing("cancelled",
				told.view().workflowId(), reason, () -> this.collected.cancel(waiting, why));
	}

	/**
	 * Moves what is held, to at once where there is no moment; what became of it, or that
	 * it was too late.
	 */
	public Outcome reschedule(String type, String id, @Nullable Instant moment) {
		return change(type, id, told(type, id, "moved", (moment != null) ? "to " + moment : "at once",
				() -> this.running.reschedule(WorkflowIds.event(type, id), moment)));
	}

	/** What has ended already is changed no more, so nothing is written down. */
	private WorkflowState told(String type, String id, String what, @Nullable String reason,
			Supplier<WorkflowState> word) {
		String workflowId = WorkflowIds.event(type, id);
		return (this.running.look(workflowId) instanceof WorkflowState.Running)
				? this.audit.doing(what, workflowId, reason, word) : word.get();
	}

	private Outcome change(String type, String id, WorkflowState state) {
		NotificationView view = view(type, id, state);
		if (view.status() == Status.ANNOUNCED) {
			throw RefusedException.forNow("The event is announced and not taken yet; try again in a moment.");
		}
		return new Outcome(view, state instanceof WorkflowState.Running);
	}

	private NotificationView view(String type, String id, WorkflowState state) {
		List<JournalRow> rows = this.journal.ofEvent(type, id);
		List<PostingView> postings = new ArrayList<>(rows.stream().map(PostingView::of).toList());
		if (state instanceof WorkflowState.Running going && going.progress() != null) {
			merge(postings, going.progress());
		}
		if (postings.isEmpty() && state instanceof WorkflowState.Silent && !this.announced.isKnown(type, id)) {
			throw RefusedException.forNow("Temporal does not answer, and the journal does not know this event.");
		}
		return new NotificationView(type, id, WorkflowIds.event(type, id), status(type, id, state, postings),
				rows.stream().map(JournalRow::fromService).filter(Objects::nonNull).findFirst().orElse(null),
				note(state, postings), postings, changes(type, id), this.links.of(type, id));
	}

	private List<Change> changes(String type, String id) {
		return Stream
			.concat(this.announced.announcement(type, id).stream(),
					Change.of(this.audit.of(WorkflowIds.event(type, id))).stream())
			.toList();
	}

	private Status status(String type, String id, WorkflowState state, List<PostingView> postings) {
		if (state instanceof WorkflowState.Running) {
			return Status.RUNNING;
		}
		if (state instanceof WorkflowState.Ended) {
			return Status.ENDED;
		}
		if (!postings.isEmpty()) {
			return (state instanceof WorkflowState.Unknown) ? Status.ENDED : Status.UNKNOWN;
		}
		RefusedException.unless(this.announced.isKnown(type, id), HttpStatus.NOT_FOUND, "",
				"Nothing is known of an event of this type and id.");
		return Status.ANNOUNCED;
	}

	private static @Nullable String note(WorkflowState state, List<PostingView> postings) {
		if (state instanceof WorkflowState.Silent) {
			return TEMPORAL_IS_AWAY;
		}
		if (state instanceof WorkflowState.Running going && going.progress() == null) {
			return "The workflow does not answer at the moment: what happened in the last moments is missing here.";
		}
		if (state instanceof WorkflowState.Unknown && !postings.isEmpty()) {
			return "Temporal no longer keeps the history of this event; this is what the journal kept.";
		}
		boolean endedWell = state instanceof WorkflowState.Ended ended && ended.status().equals("COMPLETED");
		return (state instanceof WorkflowState.Ended ended && !endedWell)
				? "The workflow ended as " + ended.status() + "; its page in the Temporal web UI says why." : null;
	}

	private static void merge(List<PostingView> postings, EventProgress progress) {
		for (NoticeProgress notice : progress.notices()) {
			int last = -1;
			for (int place = 0; place < postings.size(); place++) {
				last = isMeant(postings.get(place), notice) ? place : last;
			}
			if (last < 0 && (notice.outcome() == null || postings.stream()
				.noneMatch((one) -> one.step() != null && one.notice().equals(notice.notice())))) {
				postings.add(PostingView.of(notice));
			}
			else if (last >= 0) {
				postings.set(last, postings.get(last).with(notice));
			}
		}
	}

	/** Of a notice with steps the one whose turn it is, else the last one. */
	private static boolean isMeant(PostingView posting, NoticeProgress notice) {
		String turn = (posting.step() != null) ? notice.postingId() : null;
		return posting.notice().equals(notice.notice()) && (turn == null || turn.equals(posting.id()));
	}

	/**
	 * What a change came to.
	 *
	 * @param inTime whether the event still ran
	 */
	public record Outcome(NotificationView view, boolean inTime) {
	}

}
