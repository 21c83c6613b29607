package cinema.orchestrator.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/**
 * Whoever is only asked again who they are keeps the token of their forms: those that are
 * open in other tabs are still taken. Anybody else gets another one.
 */
class SamePerson implements SessionAuthenticationStrategy {

	private final CsrfAuthenticationStrategy another;

	SamePerson(CsrfTokenRepository tokens) {
		this.another = new CsrfAuthenticationStrategy(tokens);
	}

	@Override
	public void onAuthentication(Authentication person, HttpServletRequest request, HttpServletResponse response) {
		Authentication before = SecurityContextHolder.getContext().getAuthentication();
		if (before == null || !before.getName().equals(person.getName())) {
			this.another.onAuthentication(person, request, response);
		}
	}

}
