package cinema.platform.problem;

import java.util.Comparator;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolationException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers every error as a problem document (RFC 9457) whose {@code errors} name field
 * and reason.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

	private static final String INVALID = "The request is not valid.";

	private static final Logger logger = LoggerFactory.getLogger(ProblemAdvice.class);

	@ExceptionHandler
	ResponseEntity<ProblemDetail> invalid(ConstraintViolationException invalid) {
		List<FieldProblem> errors = invalid.getConstraintViolations()
			.stream()
			.map((one) -> new FieldProblem(one.getPropertyPath().toString(), one.getMessage()))
			.toList();
		return Problems.answer(HttpStatus.BAD_REQUEST, INVALID, errors);
	}

	/** What Tomcat cannot take apart, or does not take as large as it is. */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> unreadable(InvalidParameterException unreadable) {
		if (unreadable.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value()) {
			return Problems.answer(HttpStatus.CONTENT_TOO_LARGE, Problems.detail(HttpStatus.CONTENT_TOO_LARGE),
					List.of());
		}
		return Problems.answer(HttpStatus.BAD_REQUEST, "The parameters cannot be read.", List.of());
	}

	/** A database that is away is no fault of the caller's, and passes. */
	@ExceptionHandler({ TransientDataAccessException.class, NonTransientDataAccessResourceException.class,
			CannotCreateTransactionException.class })
	ResponseEntity<ProblemDetail> away(Exception failure) {
		logger.warn("The database did not answer: {}", failure.toString());
		return Problems.answer(HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer at the moment.",
				List.of());
	}

	/**
	 * Whatever nobody thought of: written to the log, and nothing of it to the caller,
	 * who learns from a broken connection that an answer which has begun is not whole.
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> unexpected(Exception failure, HttpServletResponse response) throws Exception {
		if (response.isCommitted()) {
			throw failure;
		}
		logger.error("A request failed", failure);
		return Problems.answer(HttpStatus.INTERNAL_SERVER_ERROR, Problems.detail(HttpStatus.INTERNAL_SERVER_ERROR),
				List.of());
	}

	@Override
	protected ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException invalid,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		List<FieldProblem> errors = invalid.getBindingResult()
			.getFieldErrors()
			.stream()
			.map(ProblemAdvice::field)
			.sorted(Comparator.comparing(FieldProblem::field).thenComparing(FieldProblem::reason))
			.toList();
		return new ResponseEntity<>(Problems.of(status, INVALID, errors), headers, status);
	}

	@Override
	protected ResponseEntity<Object> handleMissingServletRequestParameter(
			MissingServletRequestParameterException missing, HttpHeaders headers, HttpStatusCode status,
			WebRequest request) {
		FieldProblem error = new FieldProblem(missing.getParameterName(), "is missing");
		return new ResponseEntity<>(Problems.of(status, INVALID, List.of(error)), headers, status);
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> mismatch(MethodArgumentTypeMismatchException mismatch) {
		return Problems.answer(HttpStatus.BAD_REQUEST, INVALID,
				List.of(new FieldProblem(parameter(mismatch), "cannot be read")));
	}

	/** The name as the client writes it, not as our method does. */
	private static String parameter(MethodArgumentTypeMismatchException mismatch) {
		RequestParam named = mismatch.getParameter().getParameterAnnotation(RequestParam.class);
		return (named != null && !named.name().isEmpty()) ? named.name() : WireName.of(mismatch.getName());
	}

	private static FieldProblem field(FieldError error) {
		String reason = error.isBindingFailure() ? "cannot be read" : String.valueOf(error.getDefaultMessage());
		return new FieldProblem(WireName.of(error.getField()), reason);
	}

	/** Spring's own problem documents have the same members as ours. */
	@Override
	protected ResponseEntity<Object> createResponseEntity(@Nullable Object body, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		if (body instanceof ProblemDetail problem && problem.getProperties() == null) {
			problem.setProperty("errors", List.of());
		}
		return super.createResponseEntity(body, headers, status, request);
	}

}
