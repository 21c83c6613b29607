package cinema.platform.problem;

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
	void answer(HttpServletRequest request, HttpServletResponse response) throws Exception {
		// The advice knows what is whose fault.
		if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Exception failure) {
			throw failure;
		}
		HttpStatus status = status((Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
		Problems.write(response, status, Problems.detail(status));
	}

	private static HttpStatus status(@Nullable Integer code) {
		// Nobody is sent here without an error.
		HttpStatus status = (code != null) ? HttpStatus.resolve(code) : HttpStatus.NOT_FOUND;
		return (status != null) ? status : HttpStatus.INTERNAL_SERVER_ERROR;
	}

}
