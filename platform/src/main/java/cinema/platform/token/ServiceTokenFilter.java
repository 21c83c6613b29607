package cinema.platform.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Recognises services by their bearer token; everybody else is left to the tokens of
 * people.
 */
public final class ServiceTokenFilter extends OncePerRequestFilter {

	private static final String BEARER = "Bearer ";

	private final Map<String, ServiceToken> services;

	private final RequestMatcher asked;

	/**
	 * Recognises these services.
	 * @param services a service's name and its token
	 * @param asked what services ask for; elsewhere their token says nothing
	 */
	public ServiceTokenFilter(Map<String, ServiceToken> services, RequestMatcher asked) {
		this.services = services;
		this.asked = asked;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !this.asked.matches(request);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		// The scheme is the same in any case (RFC 9110, 11.1).
		if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
			recognise(header.substring(BEARER.length()).trim());
		}
		chain.doFilter(request, response);
	}

	/**
	 * Compares with each in constant time, so that nobody finds a token by and by.
	 */
	private void recognise(String token) {
		byte[] given = token.getBytes(StandardCharsets.UTF_8);
		this.services.forEach((name, service) -> {
			if (MessageDigest.isEqual(service.token().getBytes(StandardCharsets.UTF_8), given)) {
				enter(name, service);
			}
		});
	}

	/** In a context of its own: the one that is there may be another request's. */
	private static void enter(String name, ServiceToken service) {
		List<SimpleGrantedAuthority> scopes = service.scopes()
			.stream()
			.map((scope) -> new SimpleGrantedAuthority("SCOPE_" + scope.trim()))
			.toList();
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(name, null, scopes));
		SecurityContextHolder.setContext(context);
	}

}
