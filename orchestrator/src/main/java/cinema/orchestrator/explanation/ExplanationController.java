package cinema.orchestrator.explanation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

import cinema.orchestrator.journal.JournalReader.Position;
import cinema.platform.parameter.Cursor;
import cinema.platform.parameter.Moments;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells other systems why a person got what they got, in the language that they ask for.
 */
@RestController
class ExplanationController {

	private static final Duration WEEK = Duration.ofDays(7);

	private final Explanations explanations;

	private final Letters letters;

	private final Clock clock;

	ExplanationController(Explanations explanations, Letters letters, Clock clock) {
		this.explanations = explanations;
		this.letters = letters;
		this.clock = clock;
	}

	@GetMapping("/api/v1/explanations")
	public Explanation explain(@RequestParam(name = "user_id") String userId,
			@RequestParam(required = false) @Nullable String from, @RequestParam(required = false) @Nullable String to,
			@RequestParam(defaultValue = "100") int limit, @RequestParam(required = false) @Nullable String cursor,
			Locale locale) {
		Cursor.checkLimit(limit);
		RefusedException.unless(userId.matches("[A-Za-z0-9._:-]{1,200}"), "user_id",
				"has to be 1 to 200 of A-Z, a-z, 0-9 and . _ : -");
		Instant last = (to != null) ? Moments.readParameter("to", to) : this.clock.instant();
		Instant first = (from != null) ? Moments.readParameter("from", from) : last.minus(WEEK);
		RefusedException.unless(first.isBefore(last), "to", "has to lie after from");
		Cursor position = Cursor.read(cursor);
		return this.explanations.of(userId, first, last, limit,
				(position != null) ? new Position(position.at(), position.uuid()) : null, locale);
	}

	@GetMapping("/api/v1/postings/{id}")
	public Story show(@PathVariable String id, Locale locale) {
		return this.explanations.of(id(id), locale).orElseThrow(ExplanationController::unknown);
	}

	@GetMapping("/api/v1/postings/{id}/letter")
	public Letters.SentLetter letter(@PathVariable String id) {
		return this.letters.open(id(id)).orElseThrow(ExplanationController::unknown);
	}

	private static UUID id(String text) {
		try {
			return UUID.fromString(text);
		}
		catch (IllegalArgumentException ex) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "id", "has to be a UUID");
		}
	}

	private static RefusedException unknown() {
		return new RefusedException(HttpStatus.NOT_FOUND, "id", "There is no such posting, or its letter is not kept.");
	}

}
