package cinema.orchestrator.mailing;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import cinema.orchestrator.mailing.MailingView.Status;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which mailings somebody wants listed, read strictly: a filter that is not understood is
 * refused.
 */
record MailingFilter(@Nullable Status status, int limit, @Nullable Cursor after) {

	private static final int LARGEST_PAGE = 200;

	private static final List<String> STATUSES = Arrays.stream(Status.values()).map(Enum::name).toList();

	static MailingFilter read(@Nullable String status, int limit, @Nullable String cursor) {
		if (status != null && !STATUSES.contains(status)) {
			throw refuse("status", "has to be one of " + String.join(", ", STATUSES));
		}
		if (limit < 1 || limit > LARGEST_PAGE) {
			throw refuse("limit", "has to be 1 to " + LARGEST_PAGE);
		}
		return new MailingFilter((status != null) ? Status.valueOf(status) : null, limit, Cursor.read(cursor));
	}

	private static RefusedException refuse(String field, String reason) {
		return new RefusedException(HttpStatus.BAD_REQUEST, field, reason);
	}

	/** Where the page after this mailing is. */
	String next(MailingView last) {
		Cursor cursor = new Cursor(Objects.requireNonNull(last.createdAt()), last.workflowId());
		return UriComponentsBuilder.fromPath("/api/v1/mailings")
			.queryParamIfPresent("status", Optional.ofNullable(this.status))
			.queryParam("limit", this.limit)
			.queryParam("cursor", cursor.write())
			.toUriString();
	}

}
