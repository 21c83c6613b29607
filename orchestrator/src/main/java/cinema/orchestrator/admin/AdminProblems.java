package cinema.orchestrator.admin;

import java.util.List;
import java.util.Map;

import cinema.platform.problem.RefusedException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** What goes wrong on a page is said on a page, in words, without its innards. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AdminProblems implements HandlerExceptionResolver {

	private static final Logger logger = LoggerFactory.getLogger(AdminProblems.class);

	/** Trouble of the database that passes. */
	private static final List<Class<? extends Exception>> AWAY = List.of(TransientDataAccessException.class,
			NonTransientDataAccessResourceException.class, CannotCreateTransactionException.class);

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object controller, Exception failure) {
		if (!isPage(request) || response.isCommitted()) {
			return null;
		}
		HttpStatusCode status = status(failure);
		if (status.is5xxServerError()) {
			logger.error("A page failed", failure);
		}
		String reason = (failure instanceof RefusedException refused) ? refused.getMessage() : "";
		ModelAndView page = new ModelAndView("problem", Map.of("reason", String.valueOf(reason)), status);
		page.addObject("kind", kind(status.value()));
		return page;
	}

	/** What is no id of ours is no page of ours. */
	private static HttpStatusCode status(Exception failure) {
		if (failure instanceof ErrorResponse known) {
			return known.getStatusCode();
		}
		if (failure instanceof InvalidParameterException unreadable) {
			return (unreadable.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value()) ? HttpStatus.CONTENT_TOO_LARGE
					: HttpStatus.BAD_REQUEST;
		}
		if (AWAY.stream().anyMatch((one) -> one.isInstance(failure))) {
			return HttpStatus.SERVICE_UNAVAILABLE;
		}
		return (failure instanceof TypeMismatchException) ? HttpStatus.NOT_FOUND : HttpStatus.INTERNAL_SERVER_ERROR;
	}

	/** What a filter or a view threw comes back as a request for another path. */
	private static boolean isPage(HttpServletRequest request) {
		String path = (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked) ? asked
				: request.getRequestURI();
		return path.equals("/admin") || path.startsWith("/admin/");
	}

	private static String kind(int status) {
		return switch (status) {
			case 401, 403, 404, 405, 409, 413, 422, 503 -> String.valueOf(status);
			default -> (status < 500) ? "400" : "500";
		};
	}

}
