package cinema.platform.access;

import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The paths that are open to everybody, each with and without a final slash: one list for
 * the rules and for the reader of tokens, so that a token which does not count cannot
 * close what is open. Which methods they have is the controllers' to say.
 */
public final class OpenRequests implements RequestMatcher {

	private final List<RequestMatcher> paths = new ArrayList<>();

	private final BearerTokenResolver header = new DefaultBearerTokenResolver();

	/**
	 * Opens paths.
	 * @param patterns patterns of Spring's {@code PathPattern}
	 */
	public OpenRequests(String... patterns) {
		PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
		for (String pattern : patterns) {
			this.paths.add(path.matcher(pattern));
			if (!pattern.endsWith("**")) {
				this.paths.add(path.matcher(pattern + "/"));
			}
		}
	}

	/** An error is told to whoever ran into it. */
	@Override
	public boolean matches(HttpServletRequest request) {
		return request.getDispatcherType() == DispatcherType.ERROR
				|| this.paths.stream().anyMatch((path) -> path.matches(request));
	}

	/** Reads the bearer token of whoever needs one and is not known already. */
	public @Nullable String token(HttpServletRequest request) {
		boolean needed = SecurityContextHolder.getContext().getAuthentication() == null && !matches(request);
		return needed ? this.header.resolve(request) : null;
	}

}
