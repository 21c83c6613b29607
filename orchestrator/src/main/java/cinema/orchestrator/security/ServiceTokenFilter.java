package cinema.orchestrator.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.security.SecurityProperties.Grant;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Recognises services by their bearer token; everybody else is left to the JWTs. */
class ServiceTokenFilter extends OncePerRequestFilter {

	private static final String BEARER = "Bearer ";

	private final Map<String, Grant> services;

	ServiceTokenFilter(Map<String, Grant> services) {
		this.services = services;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String header = request.getHeader("Authorization");
		Map.Entry<String, Grant> service = (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
				? find(header.substring(BEARER.length()).trim()) : null;
		if (service != null) {
			List<SimpleGrantedAuthority> scopes = service.getValue()
				.scopes()
				.stream()
				.map((scope) -> new SimpleGrantedAuthority("SCOPE_" + scope.trim()))
				.toList();
			SecurityContext context = SecurityContextHolder.createEmptyContext();
			context
				.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(service.getKey(), null, scopes));
			SecurityContextHolder.setContext(context);
		}
		chain.doFilter(request, response);
	}

	/**
	 * Compares with each in constant time, so that nobody finds a token letter by letter.
	 */
	private Map.@Nullable Entry<String, Grant> find(String token) {
		byte[] given = token.getBytes(StandardCharsets.UTF_8);
		Map.Entry<String, Grant> found = null;
		for (Map.Entry<String, Grant> one : this.services.entrySet()) {
			if (MessageDigest.isEqual(one.getValue().token().getBytes(StandardCharsets.UTF_8), given)) {
				found = one;
			}
		}
		return found;
	}

}
