package cinema.orchestrator.explanation;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import cinema.orchestrator.staff.Reason;
import cinema.orchestrator.withdrawal.DeliveredMessages;
import cinema.platform.parameter.Cursor;
import cinema.platform.parameter.Moments;
import cinema.platform.problem.RefusedException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
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

	private final LettersAgain again;

	private final DeliveredMessages delivered;

	private final Clock clock;

	ExplanationController(Explanations explanations, Letters letters, LettersAgain again, DeliveredMessages delivered,
			Clock clock) {
		this.delivered = delivered;
		this.explanations = explanations;
		this.letters = letters;
		this.again = again;
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
		Instant last = Objects.requireNonNullElseGet(Moments.readParameter("to", to), this.clock::instant);
		Instant first = Objects.requireNonNullElse(Moments.readParameter("from", from), last.minus(WEEK));
		RefusedException.unless(first.isBefore(last), "to", "has to lie after from");
		return this.explanations.of(userId, first, last, limit, Cursor.read(cursor), locale);
	}

	@GetMapping("/api/v1/postings/{id}")
	public Story show(@PathVariable UUID id, Locale locale) {
		return this.explanations.of(id, locale).orElseThrow(ExplanationController::unknown);
	}

	@GetMapping("/api/v1/postings/{id}/letter")
	public Letters.SentLetter letter(@PathVariable UUID id) {
		return this.letters.open(id).orElseThrow(ExplanationController::unknown);
	}

	@PostMapping("/api/v1/postings/{id}/again")
	public ResponseEntity<LettersAgain.Again> again(@PathVariable UUID id,
			@RequestBody(required = false) @Nullable Wish wish) {
		Wish wanted = Objects.requireNonNullElse(wish, new Wish(null, null, null));
		String key = Objects.requireNonNullElseGet(wanted.key(), () -> UUID.randomUUID().toString().substring(0, 8));
		LettersAgain.Again again = this.again.send(id, key, Boolean.TRUE.equals(wanted.twice()),
				Reason.require("reason", wanted.reason()));
		return ResponseEntity.accepted().location(URI.create(again.path())).body(again);
	}

	@PostMapping(path = "/api/v1/postings/{id}/take-back", consumes = MediaType.APPLICATION_JSON_VALUE)
	public ResponseEntity<Story> takeBack(@PathVariable UUID id, @RequestBody Back back, Locale locale) {
		this.delivered.takeBack(id, back.reason());
		return ResponseEntity.accepted().body(show(id, locale));
	}

	private static RefusedException unknown() {
		return new RefusedException(HttpStatus.NOT_FOUND, "id", "There is no such posting, or its letter is not kept.");
	}

	/**
	 * How to send it again.
	 *
	 * @param key the same for the same wish; a new one where there is none
	 * @param twice whether whoever has it, or may have it, is to get another one
	 * @param reason why, in plain words
	 */
	@Schema(name = "AgainWish")
	record Wish(@Nullable String key, @Nullable Boolean twice, @Nullable String reason) {
	}

	/**
	 * Why it is taken back.
	 *
	 * @param reason one line
	 */
	@Schema(name = "TakeBack")
	record Back(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason) {
	}

}
