package cinema.auth.erasure;

import cinema.auth.confirmation.Confirmations.Refused;
import cinema.auth.page.Pages;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Throttle;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The second button of the page that confirms: it was not me. Nobody can tell by the
 * press of the first one whether whoever signed up pressed it, so they are asked.
 */
@Hidden
@RestController
class RefusalController {

	private final Erasure erasure;

	private final Throttle throttle;

	private final Pages pages;

	RefusalController(Erasure erasure, Throttle throttle, Pages pages) {
		this.erasure = erasure;
		this.throttle = throttle;
		this.pages = pages;
	}

	/** To the question, whoever comes here by a reload. */
	@GetMapping(path = "/confirm-email/refusal", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> show() {
		return ResponseEntity.status(HttpStatus.FOUND).header(HttpHeaders.LOCATION, "/confirm-email").build();
	}

	@PostMapping(path = "/confirm-email/refusal", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> refuse(@RequestParam(defaultValue = "") String code, HttpServletRequest http) {
		return this.throttle.guess(Caller.of(http).network(), () -> this.erasure.refuse(code))
			.map((one) -> done(one, http))
			.orElseGet(() -> this.pages.dead(code, "/confirm-email/letter", http).answer(HttpStatus.BAD_REQUEST));
	}

	private ResponseEntity<String> done(Refused one, HttpServletRequest http) {
		String key = (one.account() != null) ? "confirm.refused" : "change.refused";
		return this.pages.notice(key, new Object[] { one.reader().email() }, one.reader(), http).answer(HttpStatus.OK);
	}

}
