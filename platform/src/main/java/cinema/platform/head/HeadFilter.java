package cinema.platform.head;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets rules and controllers see a GET where HEAD is asked (RFC 9110, 9.3.2), so that
 * none of them can forget it; Tomcat leaves the body out. Where a GET does something,
 * {@link #asksIn} tells.
 */
public final class HeadFilter extends OncePerRequestFilter {

	private static final String ASKED = HeadFilter.class.getName();

	/** Whether nothing may be done: only the status and the headers are wanted. */
	public static boolean asksIn(HttpServletRequest request) {
		return request.getAttribute(ASKED) != null;
	}

	/** The end points of OAuth act on GET, and are not ours. */
	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		String path = request.getRequestURI();
		return !HttpMethod.HEAD.matches(request.getMethod()) || path.startsWith("/oauth2/")
				|| path.startsWith("/connect/");
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		request.setAttribute(ASKED, true);
		chain.doFilter(new HttpServletRequestWrapper(request) {
			@Override
			public String getMethod() {
				return HttpMethod.GET.name();
			}
		}, response);
	}

}
