package cinema.orchestrator.notification;

import java.util.List;

import cinema.orchestrator.journal.JournalReader;
import cinema.orchestrator.journal.JournalReader.JournalFilter;
import cinema.orchestrator.journal.JournalRow;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is known of the letters of whoever asks, for them to take along. */
@RestController
class OwnPostingsController {

	private final JournalReader journal;

	OwnPostingsController(JournalReader journal) {
		this.journal = journal;
	}

	@GetMapping("/api/v1/profile/notifications")
	public OwnPostings list(Authentication caller, @RequestParam(defaultValue = "50") int limit,
			@RequestParam(required = false) @Nullable String cursor) {
		Cursor.checkLimit(limit);
		List<JournalRow> found = this.journal.page(
				new JournalFilter(person(caller), null, null, null, null, null, null), limit + 1, Cursor.read(cursor));
		return new OwnPostings(found.stream().limit(limit).map(OwnPosting::of).toList(),
				Cursor.next(found, limit, (row) -> new Cursor(row.plannedAt(), row.id().toString())));
	}

	/**
	 * Only a person's token tells roles, and of a client that a person uses, the scope
	 * has to be theirs to give.
	 */
	private static String person(Authentication caller) {
		if (caller instanceof JwtAuthenticationToken person && isTheirOwn(person.getToken())) {
			return String.valueOf(person.getToken().getSubject());
		}
		throw new RefusedException(HttpStatus.FORBIDDEN, "", "Only people read what is known of their own letters.");
	}

	private static boolean isTheirOwn(Jwt token) {
		return token.hasClaim("roles") && (token.hasClaim("sid") || mayReadTheirs(token));
	}

	private static boolean mayReadTheirs(Jwt token) {
		String scopes = token.getClaimAsString("scope");
		return scopes != null && List.of(scopes.split(" ")).contains("account");
	}

	/**
	 * Somebody's postings, the newest first.
	 *
	 * @param next where the next page is, or null when this is the last
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record OwnPostings(List<OwnPosting> items, @Nullable String next) {
	}

	/** What became of one letter, and what it was about. */
	record OwnPosting(String eventType, String topic, PostingView posting) {

		static OwnPosting of(JournalRow row) {
			return new OwnPosting(row.eventType(), row.topic(), PostingView.of(row));
		}

	}

}
