package cinema.platform.problem;

import java.io.IOException;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What filters refuse or break at, for programs and browsers alike. */
@Controller
class ProblemErrorController implements ErrorController {

	@RequestMapping("/error")
	void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (DatabaseAway.caused((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION))) {
			Problems.write(response, HttpStatus.SERVICE_UNAVAILABLE, DatabaseAway.DETAIL);
			return;
		}
		HttpStatus status = status((Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
		Problems.write(response, status, Refusals.detail(status));
	}

	private static HttpStatus status(@Nullable Integer code) {
		// Nobody is sent here without an error.
		HttpStatus status = (code != null) ? HttpStatus.resolve(code) : HttpStatus.NOT_FOUND;
		return (status != null) ? status : HttpStatus.INTERNAL_SERVER_ERROR;
	}

}
