package cinema.worker.inbox;

import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import cinema.platform.problem.RefusedException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A person's own inbox by REST; whose it is says the token alone. */
@RestController
class InboxController {

	private static final String ALL = "/api/v1/inbox";

	private static final Duration LONGEST_SNOOZE = Duration.ofDays(90);

	private static final int MOST = 100;

	private final Inbox inbox;

	private final InboxRows rows;

	private final Turns turns;

	private final Clock clock;

	InboxController(Inbox inbox, InboxRows rows, Turns turns, Clock clock) {
		this.inbox = inbox;
		this.rows = rows;
		this.turns = turns;
		this.clock = clock;
	}

	@GetMapping(ALL)
	public ResponseEntity<InboxPage> list(Principal principal, @RequestParam(required = false) @Nullable Long cursor,
			@RequestParam(defaultValue = "30") int limit, @RequestParam(defaultValue = "all") String state) {
		String person = person(principal);
		RefusedException.unless(limit >= 1 && limit <= MOST, "limit", "has to be between 1 and " + MOST);
		RefusedException.unless(cursor == null || cursor >= 0, "cursor", "has to be the next of an answer");
		InboxList list = InboxList.of(state)
			.orElseThrow(() -> new RefusedException(HttpStatus.BAD_REQUEST, "state",
					"has to be one of " + InboxRows.lists()));
		InboxState now = this.rows.state(person);
		List<InboxMessage> found = this.rows.page(person, list, (cursor != null) ? cursor : Long.MAX_VALUE, limit + 1);
		List<InboxMessage> items = found.subList(0, InboxRows.light(found, limit));
		return answer(new InboxPage(items, (found.size() > items.size()) ? items.get(items.size() - 1).seq() : null,
				now.cursor(), now.unread(), now.unseen()));
	}

	@GetMapping(ALL + "/changes")
	public ResponseEntity<InboxChanges> changes(Principal principal, @RequestParam(defaultValue = "-1") long since) {
		String person = person(principal);
		RefusedException.unless(since >= -1, "since", "has to be the cursor or since of an answer, or -1 for none");
		return answer(this.rows.changes(person, since));
	}

	@PostMapping(path = ALL + "/seen", consumes = MediaType.APPLICATION_JSON_VALUE)
	public ResponseEntity<InboxCounts> see(Principal principal, @RequestBody UpTo upTo) {
		String person = person(principal);
		this.inbox.see(person, upTo.place());
		return answer(counts(person));
	}

	@PostMapping(path = ALL + "/read", consumes = MediaType.APPLICATION_JSON_VALUE)
	public ResponseEntity<InboxCounts> read(Principal principal, @RequestBody UpTo upTo) {
		String person = person(principal);
		this.inbox.read(person, upTo.place());
		return answer(counts(person));
	}

	@PatchMapping(path = ALL + "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
	public ResponseEntity<InboxMessage> change(Principal principal, @PathVariable UUID id,
			@RequestBody InboxChange change) {
		String person = person(principal);
		RefusedException.unless(!change.isEmpty(), "read", "has to be said, or archived, snoozed_until or snoozed");
		Instant until = change.snoozedUntil();
		Instant now = this.clock.instant();
		RefusedException.unless(until == null || (until.isAfter(now) && until.isBefore(now.plus(LONGEST_SNOOZE))),
				"snoozed_until", "has to lie ahead, " + LONGEST_SNOOZE.toDays() + " days at most");
		RefusedException.unless(until != null || !Boolean.TRUE.equals(change.snoozed()), "snoozed_until",
				"has to say until when");
		RefusedException.unless(until == null || !Boolean.FALSE.equals(change.snoozed()), "snoozed",
				"cannot be false beside snoozed_until");
		return answer(this.inbox.change(person, id, change)
			.orElseThrow(() -> new RefusedException(HttpStatus.NOT_FOUND, "", "There is no such message.")));
	}

	private InboxCounts counts(String person) {
		InboxState state = this.rows.state(person);
		return new InboxCounts(state.cursor(), state.unread(), state.unseen());
	}

	private String person(Principal principal) {
		this.turns.take(principal.getName());
		return principal.getName();
	}

	private static <T> ResponseEntity<T> answer(T body) {
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
	}

	/**
	 * Up to which place of the list.
	 *
	 * @param upTo the seq of a message
	 */
	record UpTo(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Long upTo) {

		long place() {
			if (this.upTo == null || this.upTo < 0) {
				throw new RefusedException(HttpStatus.BAD_REQUEST, "up_to", "has to be the seq of a message");
			}
			return this.upTo;
		}

	}

	/** How many are to be read, and to be seen. */
	record InboxCounts(long since, int unread, int unseen) {
	}

}
