package cinema.platform.problem;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** A request that cannot be granted, as the caller is told. */
public class RefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final HttpStatus status;

	private final String field;

	/**
	 * Refuses a request.
	 * @param field the field that is at fault, or an empty text when it is none
	 */
	public RefusedException(HttpStatus status, String field, String reason) {
		super(reason);
		this.status = status;
		this.field = field;
	}

	/** Goes on only when a field is right. */
	public static void unless(boolean right, String field, String reason) {
		if (!right) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, field, reason);
		}
	}

	/** Refuses a request that may be repeated later. */
	public static RefusedException forNow(String reason) {
		return new RefusedException(HttpStatus.SERVICE_UNAVAILABLE, "", reason);
	}

	/** What the answer carries besides. */
	public HttpHeaders headers() {
		return new HttpHeaders();
	}

	HttpStatus status() {
		return this.status;
	}

	String field() {
		return this.field;
	}

	String reason() {
		return String.valueOf(getMessage());
	}

}
