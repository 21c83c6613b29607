package cinema.auth.authorization;

import java.io.IOException;

import cinema.auth.request.Caller;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.auth.throttle.Turn;
import cinema.platform.problem.Problems;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets nobody guess the secrets of clients for long. A try is counted before the secret
 * is looked at, and given back when it was right.
 */
class ClientGuard extends OncePerRequestFilter {

	private static final RequestMatcher GUARDED = PathPatternRequestMatcher.withDefaults()
		.matcher(HttpMethod.POST, "/oauth2/**");

	private final Throttle throttle;

	ClientGuard(Throttle throttle) {
		this.throttle = throttle;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !GUARDED.matches(request);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String address = Caller.of(request).network();
		Turn turn = this.throttle.take(Limit.CLIENT_ADDRESS, address);
		if (!turn.granted()) {
			turn.describe(response::setHeader);
			Problems.write(response, HttpStatus.TOO_MANY_REQUESTS, "Too many tries. Wait before the next one.");
			return;
		}
		try {
			chain.doFilter(request, response);
		}
		catch (RefusedException busy) {
			busy.getHeaders().forEach((name, values) -> response.setHeader(name, values.get(0)));
			Problems.write(response, HttpStatus.valueOf(busy.getStatusCode().value()), busy.getMessage());
		}
		if (response.getStatus() != HttpStatus.UNAUTHORIZED.value()) {
			this.throttle.giveBack(Limit.CLIENT_ADDRESS, address);
		}
	}

}
