package cinema.auth.authorization;

import java.net.URI;

import cinema.auth.page.Page;
import cinema.auth.request.Caller;
import cinema.auth.signin.SignInHistory;
import cinema.auth.signin.SignIns;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where a browser that wants a code for a client is asked who is there. */
@Hidden
@RestController
class SignInFormController {

	private static final String FIELDS = """
			<label for="email">E-mail</label><input id="email" name="email" type="email" autocomplete="username" required>
			<label for="password">Password</label>
			<input id="password" name="password" type="password" autocomplete="current-password" required>
			""";

	private final CookieRequestCache asked = new CookieRequestCache();

	private final SignIns signIns;

	private final SignInHistory history;

	private final BrowserSessions sessions;

	SignInFormController(SignIns signIns, SignInHistory history, BrowserSessions sessions) {
		this.signIns = signIns;
		this.history = history;
		this.sessions = sessions;
	}

	@GetMapping(path = "/signin", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> show(CsrfToken csrf) {
		return page(HttpStatus.OK, "", csrf);
	}

	@PostMapping(path = "/signin", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> signIn(@RequestParam(defaultValue = "") String email,
			@RequestParam(defaultValue = "") String password, CsrfToken csrf, HttpServletRequest request,
			HttpServletResponse response) {
		if (email.length() > 254 || password.length() > 128 || email.indexOf('\0') >= 0) {
			return page(HttpStatus.UNAUTHORIZED, "E-mail or password is wrong.", csrf);
		}
		Caller caller = Caller.of(request);
		SignIns.Attempt attempt = this.signIns.check(email, password, caller);
		if (attempt instanceof SignIns.Attempt.Right right) {
			this.history.note(right.userId(), caller, "browser");
			this.sessions.begin(right.userId(), response);
			return onward(request, response);
		}
		return (attempt instanceof SignIns.Attempt.Wait)
				? page(HttpStatus.TOO_MANY_REQUESTS, "Too many tries. Wait before the next one.", csrf)
				: page(HttpStatus.UNAUTHORIZED, "E-mail or password is wrong.", csrf);
	}

	/** To the client's request that was interrupted, and never out of here. */
	private ResponseEntity<String> onward(HttpServletRequest request, HttpServletResponse response) {
		SavedRequest saved = this.asked.getRequest(request, response);
		this.asked.removeRequest(request, response);
		URI target = (saved != null) ? URI.create(saved.getRedirectUrl()) : URI.create("/");
		if (!"/oauth2/authorize".equals(target.getPath())) {
			return ResponseEntity.ok(Page.of("Signed in", "You are signed in. Go back to where you came from."));
		}
		return ResponseEntity.status(HttpStatus.FOUND)
			.location(URI.create("/oauth2/authorize?" + target.getRawQuery()))
			.build();
	}

	private static ResponseEntity<String> page(HttpStatus status, String problem, CsrfToken csrf) {
		return ResponseEntity.status(status).body(Page.form("Sign in", problem, FIELDS, "Sign in", csrf));
	}

}
