package cinema.orchestrator.mailing;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import cinema.orchestrator.mailing.MailingView.Status;
import cinema.orchestrator.problem.RefusedException;
import cinema.orchestrator.staff.Cursor;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which mailings somebody wants listed, read strictly: a filter that is not understood is
 * refused.
 */
record MailingFilter(@Nullable Status status, int limit, @Nullable Position after) {

	private static final int LARGEST_PAGE = 200;

	private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

	private static final List<String> STATUSES = Arrays.stream(Status.values()).map(Enum::name).toList();

	static MailingFilter read(@Nullable String status, int limit, @Nullable String cursor) {
		if (status != null && !STATUSES.contains(status)) {
			throw refuse("status", "has to be one of " + String.join(", ", STATUSES));
		}
		if (limit < 1 || limit > LARGEST_PAGE) {
			throw refuse("limit", "has to be 1 to " + LARGEST_PAGE);
		}
		return new MailingFilter((status != null) ? Status.valueOf(status) : null, limit, position(cursor));
	}

	private static RefusedException refuse(String field, String reason) {
		return new RefusedException(HttpStatus.BAD_REQUEST, field, reason);
	}

	private static @Nullable Position position(@Nullable String cursor) {
		if (cursor == null) {
			return null;
		}
		try {
			String[] words = new String(Cursor.read(cursor), StandardCharsets.UTF_8).split(" ", 2);
			Instant at = Instant.parse(words[0]);
			if (words.length == 2 && !at.isBefore(Instant.EPOCH) && at.isBefore(LAST) && words[1].indexOf('\0') < 0) {
				return new Position(at, words[1]);
			}
		}
		catch (DateTimeException ex) {
			// Told below.
		}
		throw Cursor.strange();
	}

	/** Where the page after this mailing is. */
	String next(MailingView last) {
		String place = Objects.requireNonNull(last.createdAt()) + " " + last.workflowId();
		return UriComponentsBuilder.fromPath("/api/v1/mailings")
			.queryParamIfPresent("status", Optional.ofNullable(this.status))
			.queryParam("limit", this.limit)
			.queryParam("cursor", Cursor.write(place.getBytes(StandardCharsets.UTF_8)))
			.toUriString();
	}

	/** A place between two mailings. */
	record Position(Instant createdAt, String id) {
	}

}
