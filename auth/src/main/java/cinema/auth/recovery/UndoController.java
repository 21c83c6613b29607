package cinema.auth.recovery;

import java.net.URI;
import java.util.Optional;

import cinema.auth.confirmation.LeftAddresses;
import cinema.auth.page.Page;
import cinema.auth.problem.RefusedException;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Gives an address back that somebody else has changed, by the letter of warning; over
 * REST, and as the page behind the link. To open the page changes nothing.
 */
@RestController
class UndoController {

	private static final String TITLE = "It was not you?";

	private static final String TEXT = """
			<p>Your old address comes back, all devices are signed out, and you choose a new password.</p>
			""";

	private final LeftAddresses left;

	private final PasswordResets resets;

	private final Throttle throttle;

	UndoController(LeftAddresses left, PasswordResets resets, Throttle throttle) {
		this.left = left;
		this.resets = resets;
		this.throttle = throttle;
	}

	@PostMapping({ "/api/v1/email-undo", "/api/v1/email-undo/" })
	UndoAnswer undo(@Valid @RequestBody UndoRequest request, HttpServletRequest http) {
		this.throttle.take(Limit.GUESS_ADDRESS, Caller.of(http).network()).require();
		return new UndoAnswer(takeBack(request.code(), http)
			.orElseThrow(() -> new RefusedException(HttpStatus.BAD_REQUEST, "code", "is wrong, too old or used")));
	}

	@Hidden
	@GetMapping(path = "/email-undo", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> show(@RequestParam(defaultValue = "") String code, CsrfToken csrf) {
		return form(HttpStatus.OK, "", code, csrf);
	}

	@Hidden
	@PostMapping(path = "/email-undo", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> undo(@RequestParam(defaultValue = "") String code, CsrfToken csrf, HttpServletRequest http) {
		if (!this.throttle.take(Limit.GUESS_ADDRESS, Caller.of(http).network()).granted()) {
			return form(HttpStatus.TOO_MANY_REQUESTS, "Too many tries. Wait before the next one.", code, csrf);
		}
		return ((code.length() <= 200) ? takeBack(code, http) : Optional.<String>empty())
			.map((reset) -> ResponseEntity.status(HttpStatus.SEE_OTHER)
				.location(URI.create("/password-reset?code=" + reset))
				.<String>build())
			.orElseGet(() -> form(HttpStatus.BAD_REQUEST, "The link is too old or was used.", "", csrf));
	}

	/** The code for a new password. */
	private Optional<String> takeBack(String code, HttpServletRequest http) {
		Optional<String> reset = this.left.takeBack(code).map(this.resets::begin);
		if (reset.isPresent()) {
			this.throttle.giveBack(Limit.GUESS_ADDRESS, Caller.of(http).network());
		}
		return reset;
	}

	private static ResponseEntity<String> form(HttpStatus status, String problem, String code, CsrfToken csrf) {
		return ResponseEntity.status(status)
			.body(Page.form(TITLE, problem, Page.hidden("code", code) + TEXT, "Give me my address back", csrf));
	}

}
