package cinema.auth.recovery;

import java.net.URI;
import java.util.Optional;

import cinema.auth.confirmation.LeftAddresses;
import cinema.auth.page.Page;
import cinema.auth.page.Pages;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Throttle;
import cinema.platform.problem.RefusedException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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

	private final LeftAddresses left;

	private final PasswordResets resets;

	private final Throttle throttle;

	private final Pages pages;

	UndoController(LeftAddresses left, PasswordResets resets, Throttle throttle, Pages pages) {
		this.left = left;
		this.resets = resets;
		this.throttle = throttle;
		this.pages = pages;
	}

	@PostMapping({ "/api/v1/email-undo", "/api/v1/email-undo/" })
	UndoAnswer undo(@Valid @RequestBody UndoRequest request, HttpServletRequest http) {
		return new UndoAnswer(takeBack(request.code(), http)
			.orElseThrow(() -> new RefusedException("code", "is wrong, too old or used")));
	}

	@Hidden
	@GetMapping(path = "/email-undo", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> show(@RequestParam(defaultValue = "") String code, HttpServletRequest http) {
		return this.left.find(code)
			.map((owner) -> this.pages.open("undo", owner, http).with("code", code).form(http).answer(HttpStatus.OK))
			.orElseGet(() -> dead(code, http));
	}

	@Hidden
	@PostMapping(path = "/email-undo", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> undo(@RequestParam(defaultValue = "") String code, HttpServletRequest http) {
		return takeBack(code, http)
			.map((reset) -> ResponseEntity.status(HttpStatus.SEE_OTHER)
				.location(URI.create("/password-reset?code=" + reset + "&undone"))
				.<String>build())
			.orElseGet(() -> dead(code, http));
	}

	/** The code for a new password. */
	private Optional<String> takeBack(String code, HttpServletRequest http) {
		return this.throttle.guess(Caller.of(http).network(), () -> this.left.takeBack(code).map(this.resets::begin));
	}

	private ResponseEntity<String> dead(String code, HttpServletRequest http) {
		Page page = this.pages.dead(code, "/password-reset/letter", http);
		return (code.isEmpty() ? page : page.said("text", "dead.undo.text")).answer(HttpStatus.BAD_REQUEST);
	}

	/**
	 * The way on for whoever has the address back.
	 *
	 * @param resetCode what sets a new password: the old one is void, because a thief
	 * knows it
	 */
	record UndoAnswer(String resetCode) {

		@Override
		public String toString() {
			return "UndoAnswer";
		}

	}

	/** The code from the letter that warned of a change of address. */
	record UndoRequest(@NotBlank @Size(max = 200) String code) {

		@Override
		public String toString() {
			return "UndoRequest";
		}

	}

}
