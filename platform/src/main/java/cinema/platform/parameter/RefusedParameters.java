package cinema.platform.parameter;

import java.util.List;

import cinema.platform.problem.FieldProblem;
import cinema.platform.problem.Problems;
import org.apache.tomcat.util.http.InvalidParameterException;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Names the parameter that is refused, where it has a name. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusedParameters {

	@ExceptionHandler
	ResponseEntity<ProblemDetail> refused(RefusedParameterException refused) {
		return Problems.answer(HttpStatus.BAD_REQUEST, "A parameter would be misread.",
				List.of(new FieldProblem(refused.name(), String.valueOf(refused.getMessage()))));
	}

	/** What Tomcat cannot take apart. */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> unreadable(InvalidParameterException unreadable) {
		return Problems.answer(HttpStatus.BAD_REQUEST, "The parameters cannot be read.", List.of());
	}

}
