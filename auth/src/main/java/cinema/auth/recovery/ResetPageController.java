package cinema.auth.recovery;

import cinema.auth.account.Passwords;
import cinema.auth.page.Page;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;

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

	private static final String FIELD = """
			<label for="password">New password</label>
			<input id="password" name="password" type="password" autocomplete="new-password" minlength="8" maxlength="128" required>
			""";

	private final PasswordResets resets;

	private final Passwords passwords;

	private final Throttle throttle;

	ResetPageController(PasswordResets resets, Passwords passwords, Throttle throttle) {
		this.resets = resets;
		this.passwords = passwords;
		this.throttle = throttle;
	}

	@GetMapping(path = "/password-reset", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> show(@RequestParam(defaultValue = "") String code, CsrfToken csrf) {
		return form(HttpStatus.OK, "", code, csrf);
	}

	@PostMapping(path = "/password-reset", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> reset(@RequestParam(defaultValue = "") String code,
			@RequestParam(defaultValue = "") String password, CsrfToken csrf, HttpServletRequest http) {
		String address = Caller.of(http).network();
		if (!this.throttle.take(Limit.GUESS_ADDRESS, address).granted()) {
			return form(HttpStatus.TOO_MANY_REQUESTS, "Too many tries. Wait before the next one.", code, csrf);
		}
		if (password.length() < 8 || password.length() > 128) {
			return form(HttpStatus.BAD_REQUEST, "The password has to have 8 to 128 characters.", code, csrf);
		}
		if (code.length() > 200 || !this.resets.isGood(code)
				|| !this.resets.reset(code, this.passwords.encode(password))) {
			return form(HttpStatus.BAD_REQUEST, "The link is too old or was used. Ask for another one.", "", csrf);
		}
		this.throttle.giveBack(Limit.GUESS_ADDRESS, address);
		return ResponseEntity.ok(Page.of("Done", "Your password is changed, and all devices are signed out."));
	}

	private static ResponseEntity<String> form(HttpStatus status, String problem, String code, CsrfToken csrf) {
		return ResponseEntity.status(status)
			.body(Page.form("A new password", problem, Page.hidden("code", code) + FIELD, "Change it", csrf));
	}

}
