package cinema.auth.authorization;

import java.net.URI;
import java.security.Principal;
import java.util.Optional;
import java.util.UUID;

import cinema.auth.account.User;
import cinema.auth.account.UserRepository;
import cinema.auth.factor.FactorCheck;
import cinema.auth.page.Page;
import cinema.auth.page.Pages;
import cinema.auth.page.Reader;
import cinema.auth.request.Caller;
import cinema.auth.signin.SignInHistory;
import cinema.auth.signin.SignIns;
import cinema.auth.throttle.Turn;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where a browser that wants a code for a client is asked who is there. */
@Hidden
@RestController
class SignInFormController {

	private static final String AUTHORIZE = "/oauth2/authorize";

	private final AskedRequests asked = new AskedRequests();

	private final SignIns signIns;

	private final SignInHistory history;

	private final FactorCheck factor;

	private final DeviceCookie device;

	private final BrowserSessions sessions;

	private final UserRepository users;

	private final AuthorizationProperties properties;

	private final Pages pages;

	SignInFormController(SignIns signIns, FactorCheck factor, DeviceCookie device, SignInHistory history,
			BrowserSessions sessions, UserRepository users, AuthorizationProperties properties, Pages pages) {
		this.signIns = signIns;
		this.factor = factor;
		this.device = device;
		this.history = history;
		this.sessions = sessions;
		this.users = users;
		this.properties = properties;
		this.pages = pages;
	}

	@GetMapping(path = "/signin", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> show(@RequestParam Optional<String> another, @Nullable Principal person,
			HttpServletRequest request) {
		return (person != null && another.isEmpty()) ? done(UUID.fromString(person.getName()), request)
				: form("", request).answer(HttpStatus.OK);
	}

	@PostMapping(path = "/signin", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> signIn(@RequestParam(defaultValue = "") String email,
			@RequestParam(defaultValue = "") String password, HttpServletRequest request,
			HttpServletResponse response) {
		if (email.isBlank() || password.isEmpty()) {
			String missing = email.isBlank() ? "email" : "password";
			return form(email, request).said(missing + "_problem", missing + ".missing").answer(HttpStatus.BAD_REQUEST);
		}
		if (email.length() > 254 || password.length() > 128 || email.indexOf('\0') >= 0) {
			return wrong(email, request);
		}
		Caller caller = Caller.of(request);
		SignIns.Attempt attempt = this.signIns.check(email.strip(), password, this.device.read(request), caller);
		UUID userId = attempt.userId();
		if (userId == null) {
			return attempt.turn().granted() ? wrong(email, request)
					: form(email, request).tooOften(attempt.turn()).answer(HttpStatus.TOO_MANY_REQUESTS);
		}
		return (this.factor.isNeeded(userId)
				? this.signIns.enter(attempt, this.factor::begin)
					.map((half) -> code(half, request).answer(HttpStatus.OK))
				: this.signIns.enter(attempt, (user) -> begin(user, request, response))
					.map((user) -> onward(user, request, response)))
			.orElseGet(() -> wrong(email, request));
	}

	/** After the password, where the account has a second factor. */
	@PostMapping(path = "/signin/code", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> complete(@RequestParam(defaultValue = "") String half,
			@RequestParam(defaultValue = "") String code, HttpServletRequest request, HttpServletResponse response) {
		UUID userId = this.factor.begun(half).orElse(null);
		if (userId == null) {
			return form("", request).answer(HttpStatus.BAD_REQUEST);
		}
		Optional<Turn> refused = this.factor.refuse(userId, code);
		if (refused.isEmpty()) {
			return this.factor.complete(half, userId, () -> begin(userId, request, response))
					? onward(userId, request, response) : form("", request).answer(HttpStatus.BAD_REQUEST);
		}
		return refused.get().granted()
				? code(half, request).said("code_problem", "code.wrong").answer(HttpStatus.UNAUTHORIZED)
				: code(half, request).tooOften(refused.get()).answer(HttpStatus.TOO_MANY_REQUESTS);
	}

	private UUID begin(UUID userId, HttpServletRequest request, HttpServletResponse response) {
		this.history.note(userId, Caller.of(request), "browser");
		this.device.keep(userId, request, response);
		this.sessions.begin(userId, Caller.of(request), response);
		return userId;
	}

	/** Of this browser; who is signed out already is, too. */
	@PostMapping(path = "/signout", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> signOut(HttpServletRequest request, HttpServletResponse response) {
		this.sessions.end(request, response);
		return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/signin")).build();
	}

	/** To the client's request that was interrupted, and never out of here. */
	private ResponseEntity<String> onward(UUID userId, HttpServletRequest request, HttpServletResponse response) {
		URI target = this.asked.take(request, response);
		if (target == null || !AUTHORIZE.equals(target.getPath()) || target.getRawQuery() == null) {
			return done(userId, request);
		}
		return ResponseEntity.status(HttpStatus.FOUND)
			.location(URI.create(AUTHORIZE + "?" + target.getRawQuery()))
			.build();
	}

	private ResponseEntity<String> done(UUID userId, HttpServletRequest request) {
		User user = this.users.findById(userId).orElseThrow();
		Reader reader = new Reader(user.email(), user.locale());
		return this.pages.notice("signin.done", new Object[] { user.email() }, reader, request)
			.with("link", "/signin?another")
			.said("link_text", "signin.another")
			.with("action", "/signout")
			.said("button", "signin.out")
			.form(request)
			.answer(HttpStatus.OK);
	}

	private ResponseEntity<String> wrong(String email, HttpServletRequest request) {
		return form(email, request).said("password_problem", "signin.wrong").answer(HttpStatus.UNAUTHORIZED);
	}

	private Page form(String email, HttpServletRequest request) {
		return leadingOn(this.pages.open("signin", request).with("email", email).form(request));
	}

	private Page code(String half, HttpServletRequest request) {
		return leadingOn(this.pages.open("code", request).with("half", half).form(request));
	}

	/** After it the browser goes on to whichever client has asked. */
	private Page leadingOn(Page page) {
		this.properties.clients()
			.values()
			.forEach((client) -> client.redirectUris().forEach((uri) -> page.leadingTo(URI.create(uri))));
		return page;
	}

}
