package cinema.orchestrator.notification;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

import cinema.orchestrator.journal.JournalFilter;
import cinema.orchestrator.journal.JournalReader;
import cinema.orchestrator.journal.JournalReader.Position;
import cinema.orchestrator.journal.JournalRow;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What somebody wants listed, read strictly: a filter that is not understood is refused.
 */
record ListRequest(JournalFilter filter, int limit, @Nullable Position after) {

	private static final int LARGEST_PAGE = 200;

	private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");

	private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

	static ListRequest read(@Nullable String userId, @Nullable String eventType, @Nullable String outcome,
			@Nullable String from, @Nullable String to, int limit, @Nullable String cursor) {
		check(userId == null || userId.matches("[A-Za-z0-9._:-]{1,200}"), "user_id",
				"has to be 1 to 200 of A-Z, a-z, 0-9 and . _ : -");
		check(eventType == null || eventType.matches("[a-z0-9_]{1,100}"), "event_type",
				"has to be 1 to 100 of a-z, 0-9 and _");
		check(limit >= 1 && limit <= LARGEST_PAGE, "limit", "has to be 1 to " + LARGEST_PAGE);
		check(outcome == null || JournalReader.states().contains(outcome), "outcome",
				"has to be one of " + String.join(", ", JournalReader.states()));
		Instant first = instant("from", from);
		Instant last = instant("to", to);
		check(first == null || last == null || first.isBefore(last), "to", "has to lie after from");
		return new ListRequest(new JournalFilter(userId, eventType, outcome, first, last), limit,
				position(Cursor.read(cursor)));
	}

	private static @Nullable Instant instant(String field, @Nullable String text) {
		if (text == null) {
			return null;
		}
		try {
			// A plus that somebody did not encode arrives as a space.
			Instant at = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
			check(!at.isBefore(FIRST) && at.isBefore(LAST), field, "has to lie after 1970 and before the year 9999");
			return at;
		}
		catch (DateTimeException ex) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, field,
					"has to be ISO 8601 with an offset, for example 2026-11-23T10:00:00Z");
		}
	}

	private static @Nullable Position position(@Nullable Cursor cursor) {
		return (cursor != null) ? new Position(cursor.at(), cursor.uuid()) : null;
	}

	private static void check(boolean right, String field, String reason) {
		if (!right) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, field, reason);
		}
	}

	/** Where the page after this posting is. */
	String next(JournalRow last) {
		return UriComponentsBuilder.fromPath("/api/v1/notifications")
			.queryParamIfPresent("user_id", Optional.ofNullable(this.filter.userId()))
			.queryParamIfPresent("event_type", Optional.ofNullable(this.filter.eventType()))
			.queryParamIfPresent("outcome", Optional.ofNullable(this.filter.outcome()))
			.queryParamIfPresent("from", Optional.ofNullable(this.filter.from()))
			.queryParamIfPresent("to", Optional.ofNullable(this.filter.to()))
			.queryParam("limit", this.limit)
			.queryParam("cursor", new Cursor(last.plannedAt(), last.id().toString()).write())
			.toUriString();
	}

}
