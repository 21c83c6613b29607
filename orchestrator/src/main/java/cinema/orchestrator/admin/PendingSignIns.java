package cinema.orchestrator.admin;

import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * Who is on the way through auth: each tab by its own state (RFC 6749, 4.1.1), with where
 * it was going, so that several may be at once.
 */
class PendingSignIns implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

	private static final String PREFIX = "sign-in ";

	private static final String TARGET = PendingSignIns.class.getName() + ".target";

	private static final String TRIED = PendingSignIns.class.getName() + ".tried";

	private static final int MOST = 8;

	private final RequestCache asked;

	PendingSignIns(RequestCache asked) {
		this.asked = asked;
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
		Pending pending = pending(request);
		return (pending != null) ? pending.request() : null;
	}

	private static @Nullable Pending pending(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		String state = request.getParameter(OAuth2ParameterNames.STATE);
		return (session != null && state != null && session.getAttribute(PREFIX + state) instanceof Pending pending)
				? pending : null;
	}

	private static long number(HttpSession session, String name) {
		return (session.getAttribute(name) instanceof Pending pending) ? pending.number() : -1;
	}

	@Override
	public void saveAuthorizationRequest(OAuth2AuthorizationRequest begun, HttpServletRequest request,
			HttpServletResponse response) {
		HttpSession session = request.getSession();
		List<String> others = Collections.list(session.getAttributeNames())
			.stream()
			.filter((name) -> name.startsWith(PREFIX))
			.sorted(Comparator.comparingLong((name) -> -number(session, name)))
			.toList();
		others.stream().skip(MOST - 1).forEach(session::removeAttribute);
		long number = others.isEmpty() ? 0 : number(session, others.get(0)) + 1;
		SavedRequest view = this.asked.getRequest(request, response);
		session.setAttribute(PREFIX + begun.getState(),
				new Pending(begun, (view != null) ? view.getRedirectUrl() : null, number));
		this.asked.removeRequest(request, response);
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(HttpServletRequest request,
			HttpServletResponse response) {
		Pending pending = pending(request);
		if (pending == null) {
			return null;
		}
		HttpSession session = request.getSession();
		session.removeAttribute(PREFIX + request.getParameter(OAuth2ParameterNames.STATE));
		session.removeAttribute(TRIED);
		request.setAttribute(TARGET, pending.target());
		return pending.request();
	}

	/** Where whoever comes back from auth was going. */
	static String target(HttpServletRequest request) {
		return (request.getAttribute(TARGET) instanceof String target) ? target : "/admin";
	}

	/**
	 * Whether whoever comes back in a way that nobody knows may try it once more: another
	 * tab has begun another session meanwhile. Who is signed in already may, however
	 * often.
	 */
	static boolean mayTryAgain(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session == null) {
			return false;
		}
		if (session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY) != null) {
			return true;
		}
		boolean tried = session.getAttribute(TRIED) != null;
		session.setAttribute(TRIED, tried ? null : "yes");
		return !tried;
	}

	/**
	 * One of them.
	 *
	 * @param target where it leads, or null for the first page
	 * @param number of those that the session knows the oldest has the least
	 */
	private record Pending(OAuth2AuthorizationRequest request, @Nullable String target,
			long number) implements Serializable {

		private static final long serialVersionUID = 1L;

	}

}
