package cinema.platform.problem;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Problem documents whose {@code errors} name field and reason. */
public final class Problems {

	/** After so many seconds what is away may be back. */
	private static final String RETRY_AFTER = "5";

	private Problems() {
	}

	/** The document alone; its detail can be read alone, and names the fields, too. */
	public static ProblemDetail of(HttpStatusCode status, String detail, List<FieldProblem> errors) {
		String named = errors.stream()
			.map((one) -> one.field() + ": " + one.reason())
			.collect(Collectors.joining("; "));
		String begin = (detail.isEmpty() || errors.isEmpty()) ? detail : detail.replaceFirst("[.]$", ": ");
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, begin + named);
		problem.setProperty("errors", errors);
		return problem;
	}

	/** What an answer of a status carries besides. */
	static HttpHeaders headers(HttpStatus status) {
		HttpHeaders headers = new HttpHeaders();
		if (status == HttpStatus.SERVICE_UNAVAILABLE) {
			headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
		}
		if (status == HttpStatus.UNAUTHORIZED) {
			headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
		}
		return headers;
	}

	public static ResponseEntity<ProblemDetail> answer(HttpStatus status, String detail, List<FieldProblem> errors) {
		return new ResponseEntity<>(of(status, detail, errors), headers(status), status);
	}

	/** Writes what is refused before any controller sees it. */
	public static void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
		send(response, status, text(status, detail));
	}

	/** The same for what one field is at fault of. */
	public static void write(HttpServletResponse response, HttpStatus status, FieldProblem error) throws IOException {
		send(response, status, text(status, error.field() + ": " + error.reason(), List.of(error)));
	}

	private static void send(HttpServletResponse response, HttpStatus status, String document) throws IOException {
		headers(status).forEach((name, values) -> {
			if (!response.containsHeader(name)) {
				response.setHeader(name, values.get(0));
			}
		});
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setCharacterEncoding("UTF-8");
		response.getWriter().write(document);
	}

	/** What is said where nobody has said more. */
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

	static String text(HttpStatusCode status, String detail) {
		return text(status, detail, List.of());
	}

	private static String text(HttpStatusCode status, String detail, List<FieldProblem> errors) {
		HttpStatus known = HttpStatus.resolve(status.value());
		Map<String, Object> problem = new LinkedHashMap<>();
		problem.put("type", "about:blank");
		problem.put("title", (known != null) ? known.getReasonPhrase() : "Error");
		problem.put("status", status.value());
		problem.put("detail", detail);
		problem.put("errors", errors);
		return JsonMapper.shared().writeValueAsString(problem);
	}

}
