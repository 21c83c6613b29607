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

	/** An answer of a controller. */
	public static ResponseEntity<ProblemDetail> answer(HttpStatus status, String detail, List<FieldProblem> errors) {
		ProblemDetail problem = problem(status, detail, errors);
		ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
		if (status == HttpStatus.SERVICE_UNAVAILABLE) {
			answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
		}
		if (status == HttpStatus.UNAUTHORIZED) {
			answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
		}
		return answer.body(problem);
	}

	/** Its detail can be read alone: it names the fields, too. */
	static ProblemDetail problem(HttpStatusCode status, String detail, List<FieldProblem> errors) {
		String named = errors.stream()
			.map((one) -> one.field() + ": " + one.reason())
			.collect(Collectors.joining("; "));
		String begin = (detail.isEmpty() || errors.isEmpty()) ? detail : detail.replaceFirst("[.]$", ": ");
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, begin + named);
		problem.setProperty("errors", errors);
		return problem;
	}

	/** The answer to a request that is refused. */
	public static ResponseEntity<ProblemDetail> answer(RefusedException refused) {
		ResponseEntity<ProblemDetail> answer = refused.field().isEmpty()
				? answer(refused.status(), refused.reason(), List.of())
				: answer(refused.status(), "", List.of(new FieldProblem(refused.field(), refused.reason())));
		HttpHeaders headers = new HttpHeaders(answer.getHeaders());
		headers.putAll(refused.headers());
		return new ResponseEntity<>(answer.getBody(), headers, refused.status());
	}

	/** Writes what is refused before any controller sees it. */
	public static void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
		if (status == HttpStatus.SERVICE_UNAVAILABLE) {
			response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
		}
		if (status == HttpStatus.UNAUTHORIZED && !response.containsHeader(HttpHeaders.WWW_AUTHENTICATE)) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
		}
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setCharacterEncoding("UTF-8");
		response.getWriter().write(text(status, detail));
	}

	static String text(HttpStatusCode status, String detail) {
		HttpStatus known = HttpStatus.resolve(status.value());
		Map<String, Object> problem = new LinkedHashMap<>();
		problem.put("type", "about:blank");
		problem.put("title", (known != null) ? known.getReasonPhrase() : "Error");
		problem.put("status", status.value());
		problem.put("detail", detail);
		problem.put("errors", List.of());
		return JsonMapper.shared().writeValueAsString(problem);
	}

}
