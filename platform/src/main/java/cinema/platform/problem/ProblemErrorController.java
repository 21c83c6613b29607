package cinema.platform.problem;

import java.util.List;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.RequestMapping;

/** What filters refuse or break at, for programs and browsers alike. */
@Controller
class ProblemErrorController implements ErrorController {

	@RequestMapping("/error")
	void answer(HttpServletRequest request) throws Exception {
		// The advice knows what is whose fault.
		if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Exception failure) {
			throw failure;
		}
		// So that whoever shows pages of their own learns of it too.
		HttpStatus status = status((Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
		ErrorResponseException refused = new ErrorResponseException(status,
				Problems.of(status, Problems.detail(status), List.of()), null);
		refused.getHeaders().addAll(Problems.headers(status));
		throw refused;
	}

	private static HttpStatus status(@Nullable Integer code) {
		// Nobody is sent here without an error.
		HttpStatus status = (code != null) ? HttpStatus.resolve(code) : HttpStatus.NOT_FOUND;
		return (status != null) ? status : HttpStatus.INTERNAL_SERVER_ERROR;
	}

}
