package cinema.auth.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

import cinema.auth.security.ServiceTokenProperties.Grant;
import cinema.platform.access.ReadRequests;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Recognises services by their bearer token; everybody else is left to the tokens of
 * users.
 */
class ServiceTokenFilter extends OncePerRequestFilter {

	private static final String BEARER = "Bearer ";

	private static final RequestMatcher USERS = new ReadRequests("/api/v1/users/**");

	private static final RequestMatcher LINKS = PathPatternRequestMatcher.withDefaults().matcher("/api/v1/links/**");

	private final ServiceTokenProperties properties;

	ServiceTokenFilter(ServiceTokenProperties properties) {
		this.properties = properties;
	}

	/** What services ask for; elsewhere their token says nothing. */
	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !USERS.matches(request) && !LINKS.matches(request);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String header = request.getHeader("Authorization");
		Map.Entry<String, Grant> service = (header != null && header.startsWith(BEARER))
				? find(header.substring(BEARER.length())) : null;
		if (service != null) {
			List<SimpleGrantedAuthority> scopes = service.getValue()
				.scopes()
				.stream()
				.map((scope) -> new SimpleGrantedAuthority("SCOPE_" + scope))
				.toList();
			SecurityContextHolder.getContext()
				.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(service.getKey(), null, scopes));
		}
		chain.doFilter(request, response);
	}

	/**
	 * Compares with each in constant time, so that nobody finds a token letter by letter.
	 */
	private Map.@Nullable Entry<String, Grant> find(String token) {
		byte[] given = token.getBytes(StandardCharsets.UTF_8);
		Map.Entry<String, Grant> found = null;
		for (Map.Entry<String, Grant> one : this.properties.services().entrySet()) {
			byte[] known = one.getValue().token().getBytes(StandardCharsets.UTF_8);
			if (known.length >= 16 && MessageDigest.isEqual(known, given)) {
				found = one;
			}
		}
		return found;
	}

}
