package cinema.platform.problem;

import java.util.List;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Parameters and headers that the firewall looks at only when they are read. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RejectedRequests {

	@ExceptionHandler
	ResponseEntity<ProblemDetail> rejected(RequestRejectedException rejected) {
		return Problems.answer(HttpStatus.BAD_REQUEST, Refusals.detail(HttpStatus.BAD_REQUEST), List.of());
	}

}
