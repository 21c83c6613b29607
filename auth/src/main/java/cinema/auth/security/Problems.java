package cinema.auth.security;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Problem documents for what is refused before any controller sees it. */
public final class Problems {

	private Problems() {
	}

	static void unauthorized(HttpServletResponse response) throws IOException {
		response.setHeader("WWW-Authenticate", "Bearer");
		write(response, HttpStatus.UNAUTHORIZED, "A valid bearer token is needed.");
	}

	static void forbidden(HttpServletResponse response) throws IOException {
		write(response, HttpStatus.FORBIDDEN, "The token does not allow this.");
	}

	/** Writes a problem document; the detail is a text of ours. */
	public static void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.getWriter()
			.write("{\"type\":\"about:blank\",\"title\":\"" + status.getReasonPhrase() + "\",\"status\":"
					+ status.value() + ",\"detail\":\"" + detail + "\",\"errors\":[]}");
	}

}
