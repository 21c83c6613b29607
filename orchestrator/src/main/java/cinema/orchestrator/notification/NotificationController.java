package cinema.orchestrator.notification;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import cinema.orchestrator.journal.JournalReader;
import cinema.orchestrator.journal.JournalRow;
import cinema.orchestrator.notification.Notifications.Outcome;
import cinema.orchestrator.staff.NotificationLinks;
import cinema.orchestrator.staff.Reason;
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

	private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

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
			@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor) {
		ListRequest wanted = ListRequest.read(userId, eventType, outcome, from, to, limit, cursor);
		List<JournalRow> found = this.journal.page(wanted.filter(), limit + 1, wanted.after());
		List<JournalRow> page = found.subList(0, Math.min(limit, found.size()));
		String next = (found.size() > limit) ? wanted.next(page.get(limit - 1)) : null;
		return new PostingList(page.stream().map((row) -> ListedPosting.of(row, this.links.of(row))).toList(), next);
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
		if (now && sendAt != null) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "send_at", "cannot be given together with now=true");
		}
		return answer(this.notifications.reschedule(type, id, now ? null : moment(sendAt)),
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

	private static Instant moment(@Nullable String text) {
		if (text == null) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "send_at", "is missing; now=true sends at once");
		}
		try {
			Instant at = OffsetDateTime.parse(text).toInstant();
			if (at.isAfter(Instant.EPOCH) && at.isBefore(LAST)) {
				return at;
			}
			throw new RefusedException(HttpStatus.BAD_REQUEST, "send_at", "has to lie between 1970 and 2200");
		}
		catch (DateTimeException ex) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "send_at",
					"has to be ISO 8601 with an offset, for example 2026-11-24T09:30:00Z");
		}
	}

	private static void check(String type, String id) {
		if (!type.matches("[a-z0-9_]{1,100}")) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "type", "has to be 1 to 100 of a-z, 0-9 and _");
		}
		if (!id.matches("[A-Za-z0-9._:-]{1,200}")) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "id", "has to be 1 to 200 of A-Z, a-z, 0-9 and . _ : -");
		}
	}

}
