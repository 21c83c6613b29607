package cinema.orchestrator.admin;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends whoever is not signed in to auth, and now and then whoever is, which auth answers
 * without a question: so roles that were taken away do not count for long. A form that
 * somebody filled in meanwhile is still taken for as long again.
 */
class SignInAgain extends OncePerRequestFilter
		implements AuthenticationEntryPoint, AccessDeniedHandler, AuthenticationFailureHandler {

	private final HttpSessionRequestCache asked = new HttpSessionRequestCache();

	private final String signIn;

	private final Duration trust;

	private final Clock clock;

	@SuppressWarnings("NullAway") // without a name, addresses stay as they are
	SignInAgain(String signIn, Duration trust, Clock clock) {
		this.signIn = signIn;
		this.clock = clock;
		this.trust = trust;
		this.asked.setMatchingRequestParameterName(null);
		this.asked.setRequestMatcher(SignInAgain::isView);
	}

	/** Where people were going. */
	RequestCache asked() {
		return this.asked;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Duration most = isView(request) ? this.trust : this.trust.multipliedBy(2);
		Instant since = since(SecurityContextHolder.getContext().getAuthentication());
		if (since != null && since.plus(most).isBefore(this.clock.instant()) && !isOpen(request)) {
			again(request, response);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private static boolean isOpen(HttpServletRequest request) {
		return request.getRequestURI().startsWith("/admin/assets/") || request.getRequestURI().startsWith("/webjars/");
	}

	private static @Nullable Instant since(@Nullable Authentication person) {
		return (person != null && person.getPrincipal() instanceof OidcUser staff) ? staff.getIssuedAt() : null;
	}

	private static boolean isView(HttpServletRequest request) {
		String into = request.getHeader("Sec-Fetch-Dest");
		return request.getMethod().equals(HttpMethod.GET.name()) && !isPart(request)
				&& (into == null || into.equals("document"));
	}

	/** What a page asks for by itself cannot follow to another server. */
	private static boolean isPart(HttpServletRequest request) {
		return request.getHeader("HX-Request") != null;
	}

	private void again(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (isPart(request)) {
			response.setHeader("HX-Redirect", page(request));
			response.setStatus(HttpStatus.UNAUTHORIZED.value());
			return;
		}
		this.asked.saveRequest(request, response);
		response.sendRedirect(this.signIn);
	}

	/** The page that asks, which is sent to auth when it is fetched anew. */
	private static String page(HttpServletRequest request) {
		String current = request.getHeader("HX-Current-URL");
		try {
			String path = (current != null) ? URI.create(current).getRawPath() : null;
			return (path != null && path.startsWith("/admin")) ? path : "/admin";
		}
		catch (IllegalArgumentException ex) {
			return "/admin";
		}
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
			throws IOException {
		again(request, response);
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
			throws IOException, ServletException {
		refuse(request, response, HttpStatus.FORBIDDEN, (failure instanceof CsrfException) ? "old-form" : "denied");
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException failure) throws IOException, ServletException {
		refuse(request, response, HttpStatus.UNAUTHORIZED, "not-signed-in");
	}

	private static void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String why)
			throws ServletException, IOException {
		response.setStatus(status.value());
		request.getRequestDispatcher("/admin/refused/" + why).forward(request, response);
	}

}
