package cinema.orchestrator.admin;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Pages that break where no controller could help it. */
@Controller
class BrokenPages implements Filter {

	static final String VIEW = "/admin/broken/view";

	static final String FILTER = "/admin/broken/filter";

	static final String ANSWER = "/admin/broken/answer";

	/** Its template misses what it is to print. */
	@GetMapping(VIEW)
	String view() {
		return "problem";
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		String path = ((HttpServletRequest) request).getRequestURI();
		if (path.equals(FILTER)) {
			throw new IllegalStateException("a filter broke");
		}
		if (path.equals(ANSWER)) {
			((HttpServletResponse) response).sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
			return;
		}
		chain.doFilter(request, response);
	}

}
