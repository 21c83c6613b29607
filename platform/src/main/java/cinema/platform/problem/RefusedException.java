package cinema.platform.problem;

import java.util.List;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A request that cannot be granted, as the caller is told. */
public class RefusedException extends ErrorResponseException {

	private static final long serialVersionUID = 1L;

	private final String reason;

	/** Refuses a request because of a field. */
	public RefusedException(String field, String reason) {
		this(HttpStatus.BAD_REQUEST, field, reason);
	}

	/**
	 * Refuses a request.
	 * @param field the field that is at fault, or an empty text when it is none
	 */
	public RefusedException(HttpStatus status, String field, String reason) {
		this(status, field, reason, new HttpHeaders());
	}

	/**
	 * Refuses a request.
	 * @param headers what the answer carries besides
	 */
	public RefusedException(HttpStatus status, String field, String reason, HttpHeaders headers) {
		super(status, Problems.of(status, field.isEmpty() ? reason : "",
				field.isEmpty() ? List.of() : List.of(new FieldProblem(field, reason))), null);
		this.reason = reason;
		getHeaders().putAll(Problems.headers(status));
		getHeaders().putAll(headers);
	}

	/** Goes on only when a field is right. */
	public static void unless(boolean right, String field, String reason) {
		unless(right, HttpStatus.BAD_REQUEST, field, reason);
	}

	/**
	 * Goes on only when something holds.
	 * @param field the field that is at fault, or an empty text when it is none
	 */
	public static void unless(boolean right, HttpStatus status, String field, String reason) {
		if (!right) {
			throw new RefusedException(status, field, reason);
		}
	}

	/** Refuses a request that may be repeated later. */
	public static RefusedException forNow(String reason) {
		return new RefusedException(HttpStatus.SERVICE_UNAVAILABLE, "", reason);
	}

	/** The reason alone. */
	@Override
	public String getMessage() {
		return this.reason;
	}

}
