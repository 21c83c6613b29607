package cinema.platform.access;

import java.io.IOException;

import cinema.platform.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.csrf.CsrfException;

/**
 * Refusals as problem documents. Keys that cannot be fetched are our trouble, not the
 * caller's.
 */
public final class SecurityProblems
		implements AuthenticationEntryPoint, AccessDeniedHandler, AuthenticationFailureHandler {

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
			throws IOException {
		Problems.write(response, HttpStatus.UNAUTHORIZED, "A valid bearer token is needed.");
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
			throws IOException {
		Problems.write(response, HttpStatus.FORBIDDEN, (failure instanceof CsrfException)
				? "The form's own token is missing or old; fetch the page anew." : "The token does not allow this.");
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException failure) throws IOException {
		if (failure instanceof AuthenticationServiceException) {
			Problems.write(response, HttpStatus.SERVICE_UNAVAILABLE, "The token cannot be checked at the moment.");
		}
		else {
			commence(request, response, failure);
		}
	}

}
