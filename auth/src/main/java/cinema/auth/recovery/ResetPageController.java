package cinema.auth.recovery;

import java.util.Optional;

import cinema.auth.account.Passwords;
import cinema.auth.page.Page;
import cinema.auth.page.Pages;
import cinema.auth.page.Reader;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Throttle;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Validator;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page behind the link of the letter. To open it changes nothing: mail scanners open
 * every link.
 */
@Hidden
@RestController
class ResetPageController {

	private final PasswordResets resets;

	private final Passwords passwords;

	private final Throttle throttle;

	private final Validator validator;

	private final Pages pages;

	ResetPageController(PasswordResets resets, Passwords passwords, Throttle throttle, Validator validator,
			Pages pages) {
		this.resets = resets;
		this.passwords = passwords;
		this.throttle = throttle;
		this.validator = validator;
		this.pages = pages;
	}

	@GetMapping(path = "/password-reset", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> show(@RequestParam(defaultValue = "") String code, @RequestParam Optional<String> undone,
			CsrfToken csrf, HttpServletRequest http) {
		return this.throttle.guess(Caller.of(http).network(), () -> this.resets.find(code))
			.map((owner) -> form(owner, code, csrf, http)
				.said("text", undone.isPresent() ? "undo.done" : "reset.text", owner.email())
				.answer(HttpStatus.OK))
			.orElseGet(() -> dead(code, csrf, http));
	}

	@PostMapping(path = "/password-reset", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> reset(@RequestParam(defaultValue = "") String code,
			@RequestParam(defaultValue = "") String password, CsrfToken csrf, HttpServletRequest http) {
		return this.throttle.guess(Caller.of(http).network(), () -> this.resets.find(code))
			.map((owner) -> reset(owner, code, password, csrf, http))
			.orElseGet(() -> dead(code, csrf, http));
	}

	private ResponseEntity<String> reset(Reader owner, String code, String password, CsrfToken csrf,
			HttpServletRequest http) {
		if (!this.validator.validateValue(NewPassword.class, "password", password).isEmpty()) {
			return form(owner, code, csrf, http).said("password_problem", "password.wrong-length")
				.answer(HttpStatus.BAD_REQUEST);
		}
		if (!this.resets.reset(code, this.passwords.encode(password))) {
			return dead(code, csrf, http);
		}
		return this.pages.notice("reset.done", new Object[0], owner, http)
			.with("link", "/signin")
			.said("link_text", "signin.here")
			.answer(HttpStatus.OK);
	}

	private Page form(Reader owner, String code, CsrfToken csrf, HttpServletRequest http) {
		return this.pages.open("reset", owner, http)
			.with("code", code)
			.said("text", "reset.text", owner.email())
			.form(csrf);
	}

	private ResponseEntity<String> dead(String code, CsrfToken csrf, HttpServletRequest http) {
		return this.pages.dead(code, "/password-reset/letter", csrf, http).answer(HttpStatus.BAD_REQUEST);
	}

}
