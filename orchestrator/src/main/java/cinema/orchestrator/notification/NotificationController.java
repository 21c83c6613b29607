package cinema.orchestrator.notification;

import java.time.Instant;
import java.util.List;

import cinema.orchestrator.journal.JournalReader;
import cinema.orchestrator.journal.JournalReader.JournalFilter;
import cinema.orchestrator.journal.JournalRow;
import cinema.orchestrator.notification.Notifications.Outcome;
import cinema.orchestrator.notification.PostingList.ListedPosting;
import cinema.orchestrator.staff.NotificationLinks;
import cinema.orchestrator.staff.Reason;
import cinema.platform.parameter.Cursor;
import cinema.platform.parameter.Moments;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what became of events, moves and cancels them. */
@RestController
class NotificationController {

	private static final String ONE = "/api/v1/notifications/{type}/{id}";

	private static final String TYPE = "[a-z0-9_]{1,100}";

	private static final String ID = "[A-Za-z0-9._:-]{1,200}";

	private static final String NO_TYPE = "has to be 1 to 100 of a-z, 0-9 and _";

	private static final String NO_ID = "has to be 1 to 200 of A-Z, a-z, 0-9 and . _ : -";

	private final Notifications notifications;

	private final JournalReader journal;

	private final NotificationLinks links;

	NotificationController(Notifications notifications, JournalReader journal, NotificationLinks links) {
		this.notifications = notifications;
		this.journal = journal;
		this.links = links;
	}

	@GetMapping("/api/v1/notifications")
	public PostingList list(@RequestParam(name = "user_id", required = false) @Nullable String userId,
			@RequestParam(required = false) @Nullable String from, @RequestParam(required = false) @Nullable String to,
			@RequestParam(required = false) @Nullable String outcome,
			@RequestParam(name = "event_type", required = false) @Nullable String eventType,
			@RequestParam(name = "event_id", required = false) @Nullable String eventId,
			@RequestParam(required = false) @Nullable String notice, @RequestParam(defaultValue = "50") int limit,
			@RequestParam(required = false) @Nullable String cursor) {
		Cursor.checkLimit(limit);
		RefusedException.unless(userId == null || userId.matches(ID), "user_id", NO_ID);
		RefusedException.unless(eventType == null || eventType.matches(TYPE), "event_type", NO_TYPE);
		RefusedException.unless(eventId == null || eventId.matches(ID), "event_id", NO_ID);
		RefusedException.unless(eventId == null || eventType != null, "event_type", "is needed with event_id");
		RefusedException.unless(notice == null || notice.matches("[A-Za-z0-9._-]{1,100}"), "notice",
				"has to be 1 to 100 of A-Z, a-z, 0-9 and . _ -");
		RefusedException.unless(outcome == null || JournalReader.states().contains(outcome), "outcome",
				"has to be one of " + String.join(", ", JournalReader.states()));
		Instant first = Moments.readParameter("from", from);
		Instant last = Moments.readParameter("to", to);
		RefusedException.unless(first == null || last == null || first.isBefore(last), "to", "has to lie after from");
		List<JournalRow> found = this.journal.page(
				new JournalFilter(userId, eventType, eventId, notice, outcome, first, last), limit + 1,
				Cursor.read(cursor));
		return new PostingList(
				found.stream().limit(limit).map((row) -> ListedPosting.of(row, this.links.of(row))).toList(),
				Cursor.next(found, limit, (row) -> new Cursor(row.plannedAt(), row.id().toString())));
	}

	@GetMapping(ONE)
	public NotificationView show(@PathVariable String type, @PathVariable String id) {
		check(type, id);
		return this.notifications.find(type, id);
	}

	@DeleteMapping(ONE)
	public ResponseEntity<?> cancel(@PathVariable String type, @PathVariable String id,
			@RequestParam(required = false) @Nullable String reason) {
		check(type, id);
		return answer(this.notifications.cancel(type, id, Reason.require("reason", reason)),
				"Nothing is left to cancel: everything had ended.");
	}

	@PatchMapping(ONE)
	public ResponseEntity<?> move(@PathVariable String type, @PathVariable String id,
			@RequestParam(defaultValue = "false") boolean now, @RequestBody(required = false) @Nullable Move move) {
		check(type, id);
		String sendAt = (move != null) ? move.sendAt() : null;
		RefusedException.unless(!now || sendAt == null, "send_at", "cannot be given together with now=true");
		RefusedException.unless(now || sendAt != null, "send_at", "is missing; now=true sends at once");
		return answer(
				this.notifications.reschedule(type, id, now ? null : Moments.read("send_at", sendAt, Moments.LAST)),
				"Nothing is left to move: everything had ended.");
	}

	private static ResponseEntity<?> answer(Outcome change, String tooLate) {
		if (change.inTime()) {
			return ResponseEntity.ok(change.view());
		}
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, tooLate);
		problem.setProperty("errors", List.of());
		problem.setProperty("notification", change.view());
		return ResponseEntity.status(HttpStatus.CONFLICT).body(problem);
	}

	private static void check(String type, String id) {
		RefusedException.unless(type.matches(TYPE), "type", NO_TYPE);
		RefusedException.unless(id.matches(ID), "id", NO_ID);
	}

	record Move(@Nullable String sendAt) {
	}

}
