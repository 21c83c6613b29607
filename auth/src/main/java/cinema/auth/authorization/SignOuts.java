package cinema.auth.authorization;

import java.io.IOException;
import java.util.UUID;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.oidc.web.authentication.OidcLogoutAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/**
 * A client signs its person out (OpenID Connect RP-Initiated Logout): then the next one
 * at this browser is asked who is there.
 */
class SignOuts implements AuthenticationSuccessHandler {

	private final BrowserSessions sessions;

	private final OidcLogoutAuthenticationSuccessHandler onward = new OidcLogoutAuthenticationSuccessHandler();

	SignOuts(BrowserSessions sessions) {
		this.sessions = sessions;
		this.onward.setLogoutHandler((request, response, person) -> {
		});
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication person)
			throws IOException, ServletException {
		OidcLogoutAuthenticationToken asked = (OidcLogoutAuthenticationToken) person;
		OidcIdToken idToken = asked.getIdToken();
		if (this.sessions.end(request, response).isEmpty() && idToken != null) {
			this.sessions.endAll(UUID.fromString(idToken.getSubject()));
		}
		if (asked.getPostLogoutRedirectUri() == null) {
			response.sendRedirect("/signin");
		}
		else {
			this.onward.onAuthenticationSuccess(request, response, person);
		}
	}

}
