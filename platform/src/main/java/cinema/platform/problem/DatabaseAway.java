package cinema.platform.problem;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** A database that is away is no fault of the caller's, and passes. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class DatabaseAway {

	static final String DETAIL = "The database does not answer at the moment.";

	private static final Logger logger = LoggerFactory.getLogger(DatabaseAway.class);

	@ExceptionHandler({ TransientDataAccessException.class, NonTransientDataAccessResourceException.class,
			CannotCreateTransactionException.class })
	ResponseEntity<ProblemDetail> away(Exception failure) {
		logger.warn("The database did not answer: {}", failure.toString());
		return Problems.answer(HttpStatus.SERVICE_UNAVAILABLE, DETAIL, List.of());
	}

	static boolean caused(@Nullable Throwable failure) {
		for (Throwable one = failure; one != null; one = one.getCause()) {
			if (one instanceof TransientDataAccessException || one instanceof NonTransientDataAccessResourceException
					|| one instanceof CannotCreateTransactionException) {
				return true;
			}
		}
		return false;
	}

}
