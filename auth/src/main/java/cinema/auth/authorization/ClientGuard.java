package cinema.auth.authorization;

import java.io.IOException;

import cinema.auth.request.Caller;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.auth.throttle.Turn;
import cinema.platform.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nobody guess the secrets of clients for long. */
class ClientGuard extends OncePerRequestFilter {

	private final Throttle throttle;

	ClientGuard(Throttle throttle) {
		this.throttle = throttle;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !"POST".equals(request.getMethod()) || !request.getRequestURI().startsWith("/oauth2/");
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String address = Caller.of(request).network();
		Turn turn = this.throttle.look(Limit.GUESS_ADDRESS, address);
		if (!turn.granted()) {
			turn.describe(response::setHeader);
			Problems.write(response, HttpStatus.TOO_MANY_REQUESTS, "Too many tries. Wait before the next one.");
			return;
		}
		chain.doFilter(request, response);
		if (response.getStatus() == HttpStatus.UNAUTHORIZED.value()) {
			this.throttle.take(Limit.GUESS_ADDRESS, address);
		}
	}

}
