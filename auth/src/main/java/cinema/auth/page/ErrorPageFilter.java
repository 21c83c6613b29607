package cinema.auth.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Shows people a page that says what to do, wherever a program gets a problem document,
 * whoever wrote that: a controller, Spring Security, or the server.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class ErrorPageFilter extends OncePerRequestFilter {

	private static final Set<Integer> EXPLAINED = Set.of(400, 401, 403, 404, 405, 429);

	private final ObjectProvider<Pages> pages;

	ErrorPageFilter(ObjectProvider<Pages> pages) {
		this.pages = pages;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !Accepted.page(request);
	}

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getDispatcherType() == DispatcherType.ERROR) {
			write(request, response, (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
			return;
		}
		ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
		chain.doFilter(request, kept);
		if (isProblem(kept.getContentType())) {
			kept.resetBuffer();
			write(request, response, kept.getStatus());
		}
		else {
			kept.copyBodyToResponse();
		}
	}

	private static boolean isProblem(@Nullable String type) {
		return type != null && type.startsWith(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
	}

	private void write(HttpServletRequest request, HttpServletResponse response, int problem) throws IOException {
		int status = meant(request, problem);
		ResponseEntity<String> page = page(request, response, status).answer(HttpStatus.valueOf(status));
		response.setStatus(status);
		page.getHeaders().forEach((name, values) -> response.setHeader(name, String.join(", ", values)));
		response.getOutputStream().write(String.valueOf(page.getBody()).getBytes(StandardCharsets.UTF_8));
	}

	/** Outside the API people have no token to show: there is nothing for them. */
	private static int meant(HttpServletRequest request, int problem) {
		Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
		String path = (failed != null) ? failed.toString() : request.getRequestURI();
		boolean secret = problem == HttpStatus.UNAUTHORIZED.value() && !path.startsWith("/api/");
		return secret ? HttpStatus.NOT_FOUND.value() : problem;
	}

	private Page page(HttpServletRequest request, HttpServletResponse response, int status) {
		String key = "error." + ((status >= 500) ? 500 : EXPLAINED.contains(status) ? status : 400);
		Page page = this.pages.getObject().open("notice", request).said("title", key + ".title");
		return (status == HttpStatus.TOO_MANY_REQUESTS.value())
				? page.with("text", this.pages.getObject().sayWait(Accepted.language(request), wait(response)))
				: page.said("text", key + ".text", String.valueOf(response.getHeader("X-Request-Id")));
	}

	private static long wait(HttpServletResponse response) {
		String seconds = response.getHeader(HttpHeaders.RETRY_AFTER);
		return (seconds != null) ? Long.parseLong(seconds) : 1;
	}

}
