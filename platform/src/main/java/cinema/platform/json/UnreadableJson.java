package cinema.platform.json;

import java.util.List;

import cinema.platform.body.TooLargeException;
import cinema.platform.problem.FieldProblem;
import cinema.platform.problem.Problems;
import tools.jackson.core.JacksonException;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says of a body that cannot be read where it is wrong. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnreadableJson {

	@ExceptionHandler
	ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException unreadable) {
		if (unreadable.getRootCause() instanceof TooLargeException large) {
			return tooLarge(large);
		}
		JsonFault fault = (unreadable.getCause() instanceof JacksonException wrong) ? JsonFault.of(wrong)
				: new JsonFault(JsonFault.BODY, "is missing or cannot be read");
		return Problems.answer(HttpStatus.BAD_REQUEST, "The body is no JSON of the expected shape.",
				List.of(new FieldProblem(fault.field(), fault.reason())));
	}

	/** What turned out to be too large while it was read. */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> tooLarge(TooLargeException large) {
		return Problems.answer(HttpStatus.CONTENT_TOO_LARGE, "",
				List.of(new FieldProblem(JsonFault.BODY, String.valueOf(large.getMessage()))));
	}

}
