package cinema.orchestrator.admin;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
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
 * somebody filled in meanwhile is still taken for as long again, and kept after that.
 */
class SignInAgain extends OncePerRequestFilter
		implements AuthenticationEntryPoint, AccessDeniedHandler, AuthenticationFailureHandler {

	/** Spring's word for a way back that nobody has begun. */
	private static final String UNKNOWN = "authorization_request_not_found";

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
		Authentication person = SecurityContextHolder.getContext().getAuthentication();
		if (isOld(person, most, this.clock.instant()) && !isOpen(request)) {
			again(request, response);
		}
		else {
			KeptForm.sent(request);
			chain.doFilter(request, response);
		}
	}

	private static boolean isOpen(HttpServletRequest request) {
		return request.getRequestURI().startsWith("/admin/assets/") || request.getRequestURI().startsWith("/webjars/");
	}

	/** Whether auth told the roles of somebody longer ago than they count. */
	static boolean isOld(@Nullable Authentication person, Duration most, Instant now) {
		Instant since = (person != null && person.getPrincipal() instanceof OidcUser staff) ? staff.getIssuedAt()
				: null;
		return since != null && since.plus(most).isBefore(now);
	}

	private static boolean isView(HttpServletRequest request) {
		String into = request.getHeader("Sec-Fetch-Dest");
		return request.getMethod().equals(HttpMethod.GET.name()) && !isPart(request)
				&& (into == null || into.equals("document"));
	}

	/** What a page asks for by itself cannot follow to another server. */
	private static boolean isPart(HttpServletRequest request) {
		return request.getHeader("HX-Request") != null
				|| String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_EVENT_STREAM_VALUE);
	}

	private void again(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (isPart(request)) {
			response.setStatus(HttpStatus.UNAUTHORIZED.value());
			return;
		}
		KeptForm.keep(request);
		this.asked.saveRequest(request, response);
		response.sendRedirect(this.signIn);
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
			throws IOException {
		again(request, response);
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
			throws IOException, ServletException {
		boolean old = failure instanceof CsrfException;
		String from = request.getHeader("Sec-Fetch-Site");
		// What another site made up is not shown as what somebody wrote.
		if (old && (from == null || from.equals("same-origin"))) {
			request.setAttribute(RefusedView.TYPED, KeptForm.fields(request));
		}
		refuse(request, response, HttpStatus.FORBIDDEN, old ? "old-form" : "denied");
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException failure) throws IOException, ServletException {
		if (failure instanceof OAuth2AuthenticationException unknown
				&& UNKNOWN.equals(unknown.getError().getErrorCode()) && PendingSignIns.mayTryAgain(request)) {
			response.sendRedirect("/admin");
			return;
		}
		refuse(request, response, HttpStatus.UNAUTHORIZED, "not-signed-in");
	}

	private static void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String why)
			throws ServletException, IOException {
		response.setStatus(status.value());
		request.getRequestDispatcher("/admin/refused/" + why).forward(request, response);
	}

}
