package cinema.platform.problem;

import org.springframework.http.HttpStatus;

/** What is said where nobody has said more. */
final class Refusals {

	private Refusals() {
	}

	static String detail(HttpStatus status) {
		return switch (status) {
			case BAD_REQUEST -> "The request is not well-formed.";
			case UNAUTHORIZED -> "A valid bearer token is needed.";
			case FORBIDDEN -> "The token does not allow this.";
			case NOT_FOUND -> "There is nothing here.";
			case METHOD_NOT_ALLOWED -> "The method is not to be had here.";
			case URI_TOO_LONG, REQUEST_HEADER_FIELDS_TOO_LARGE -> "The request line or the headers are too large.";
			case CONTENT_TOO_LARGE -> "The body is too large.";
			case NOT_IMPLEMENTED -> "The method or the transfer encoding is not known.";
			default -> status.is5xxServerError() ? "Something went wrong on our side." : status.getReasonPhrase() + ".";
		};
	}

}
