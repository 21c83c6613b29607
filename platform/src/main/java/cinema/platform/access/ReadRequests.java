package cinema.platform.access;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpMethod;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Whoever only reads: by GET, and by HEAD, which is the same without the body (RFC 9110,
 * 9.3.2).
 */
public final class ReadRequests implements RequestMatcher {

	private final RequestMatcher paths;

	/**
	 * Reads of paths, each with and without a final slash.
	 * @param patterns as Spring's {@code PathPattern} reads them
	 */
	public ReadRequests(String... patterns) {
		this.paths = Paths.of(patterns);
	}

	@Override
	public boolean matches(HttpServletRequest request) {
		HttpMethod method = HttpMethod.valueOf(request.getMethod());
		return (method == HttpMethod.GET || method == HttpMethod.HEAD) && this.paths.matches(request);
	}

}
