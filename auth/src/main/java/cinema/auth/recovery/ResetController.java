package cinema.auth.recovery;

import java.util.Optional;

import cinema.auth.account.Passwords;
import cinema.auth.page.Page;
import cinema.auth.page.Pages;
import cinema.auth.page.Reader;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Throttle;
import cinema.platform.problem.RefusedException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes the code of the letter for a new password, over REST and by the page behind the
 * link. To open the page changes nothing: mail scanners open every link.
 */
@RestController
class ResetController {

	private final PasswordResets resets;

	private final Passwords passwords;

	private final Throttle throttle;

	private final Validator validator;

	private final Pages pages;

	ResetController(PasswordResets resets, Passwords passwords, Throttle throttle, Validator validator, Pages pages) {
		this.resets = resets;
		this.passwords = passwords;
		this.throttle = throttle;
		this.validator = validator;
		this.pages = pages;
	}

	@PostMapping({ "/api/v1/password-reset/confirm", "/api/v1/password-reset/confirm/" })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void reset(@Valid @RequestBody NewPassword request, HttpServletRequest http) {
		// A wrong code is not worth the slow hash.
		boolean done = this.throttle.guess(Caller.of(http).network(), () -> this.resets.find(request.code()))
			.isPresent() && this.resets.reset(request.code(), this.passwords.encode(request.password()));
		RefusedException.unless(done, "code", "is wrong, too old or used");
	}

	@Hidden
	@GetMapping(path = "/password-reset", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> show(@RequestParam(defaultValue = "") String code, @RequestParam Optional<String> undone,
			HttpServletRequest http) {
		return this.resets.find(code)
			.map((owner) -> form(owner, code, http)
				.said("text", undone.isPresent() ? "undo.done" : "reset.text", owner.email())
				.answer(HttpStatus.OK))
			.orElseGet(() -> dead(code, http));
	}

	@Hidden
	@PostMapping(path = "/password-reset", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> reset(@RequestParam(defaultValue = "") String code,
			@RequestParam(defaultValue = "") String password, HttpServletRequest http) {
		return this.throttle.guess(Caller.of(http).network(), () -> this.resets.find(code))
			.map((owner) -> reset(owner, code, password, http))
			.orElseGet(() -> dead(code, http));
	}

	private ResponseEntity<String> reset(Reader owner, String code, String password, HttpServletRequest http) {
		if (!this.validator.validateValue(NewPassword.class, "password", password).isEmpty()) {
			return form(owner, code, http).said("password_problem", "password.wrong-length")
				.answer(HttpStatus.BAD_REQUEST);
		}
		if (!this.resets.reset(code, this.passwords.encode(password))) {
			return dead(code, http);
		}
		return this.pages.notice("reset.done", new Object[0], owner, http)
			.with("link", "/signin")
			.said("link_text", "signin.here")
			.answer(HttpStatus.OK);
	}

	private Page form(Reader owner, String code, HttpServletRequest http) {
		return this.pages.open("reset", owner, http)
			.with("code", code)
			.said("text", "reset.text", owner.email())
			.form(http);
	}

	private ResponseEntity<String> dead(String code, HttpServletRequest http) {
		return this.pages.dead(code, "/password-reset/letter", http).answer(HttpStatus.BAD_REQUEST);
	}

	record NewPassword(@NotBlank @Size(max = 200) String code,
			@NotNull @Size(min = 8, max = 128, message = "has to have 8 to 128 characters") String password) {

		@Override
		public String toString() {
			return "NewPassword";
		}

	}

}
