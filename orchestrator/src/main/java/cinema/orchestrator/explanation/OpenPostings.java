package cinema.orchestrator.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import cinema.orchestrator.journal.JournalRow;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.notification.NotificationView;
import cinema.orchestrator.notification.Notifications;
import cinema.platform.problem.RefusedException;

import org.springframework.stereotype.Component;

/** What the workflows of postings without an end know more of them than the journal. */
@Component
class OpenPostings {

	/** Each of them is a question to Temporal, for which somebody waits. */
	private static final int MOST = 10;

	private final Notifications notifications;

	OpenPostings(Notifications notifications) {
		this.notifications = notifications;
	}

	Seen look(List<JournalRow> rows) {
		List<JournalRow> seen = new ArrayList<>();
		int asked = 0;
		boolean complete = true;
		for (JournalRow row : rows) {
			boolean isOpen = JournalState.OPEN.contains(row.state()) && !row.isOfMailing();
			Optional<NotificationView> view = (isOpen && complete && asked++ < MOST) ? ask(row) : Optional.empty();
			complete = complete && view.map((one) -> one.status() != NotificationView.Status.UNKNOWN).orElse(true);
			seen.add(view.map((one) -> fresh(row, one)).orElse(row));
		}
		return new Seen(seen, complete);
	}

	private Optional<NotificationView> ask(JournalRow row) {
		try {
			return Optional.of(this.notifications.find(row.eventType(), row.eventId()));
		}
		catch (RefusedException nobodyCanTell) {
			return Optional.empty();
		}
	}

	private static JournalRow fresh(JournalRow row, NotificationView view) {
		return view.postings()
			.stream()
			.filter((one) -> row.id().toString().equals(one.id()))
			.findFirst()
			.map((one) -> row.become(one.state(), one.reason(), one.heldUntil()))
			.orElse(row);
	}

	/**
	 * Postings as they are.
	 *
	 * @param complete whether every workflow that was asked has answered
	 */
	record Seen(List<JournalRow> rows, boolean complete) {
	}

}
