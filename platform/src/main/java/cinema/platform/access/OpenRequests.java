package cinema.platform.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * What is open to everybody: one list of paths for the rules and for the reader of
 * tokens, so that a token which does not count cannot close what is open. Which methods
 * they have is the controllers' to say.
 */
public final class OpenRequests implements RequestMatcher {

	private final RequestMatcher paths;

	private final BearerTokenResolver header = new DefaultBearerTokenResolver();

	/**
	 * Opens paths, each with and without a final slash.
	 * @param patterns as Spring's {@code PathPattern} reads them
	 */
	public OpenRequests(String... patterns) {
		this.paths = Paths.of(patterns);
	}

	/** An error is told to whoever ran into it. */
	@Override
	public boolean matches(HttpServletRequest request) {
		return request.getDispatcherType() == DispatcherType.ERROR || this.paths.matches(request);
	}

	/** Reads the bearer token of whoever needs one and is not known already. */
	public @Nullable String token(HttpServletRequest request) {
		boolean needed = SecurityContextHolder.getContext().getAuthentication() == null && !matches(request);
		return needed ? this.header.resolve(request) : null;
	}

	/** Lets people in by their tokens, and tells whoever is refused why. */
	public BearerTokenAuthenticationFilter filter(AuthenticationManager people, SecurityProblems problems) {
		BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(people);
		// A service's token is no JWT, and nobody should try to read it as one.
		filter.setBearerTokenResolver(this::token);
		filter.setAuthenticationEntryPoint(problems);
		filter.setAuthenticationFailureHandler(problems);
		return filter;
	}

}
