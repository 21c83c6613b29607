package cinema.auth.confirmation;

import java.net.URI;

import cinema.auth.link.LinkTargets;
import cinema.auth.page.Page;
import cinema.auth.page.Pages;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Throttle;
import cinema.platform.problem.RefusedException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page behind the link of the letter. To open it confirms nothing: mail scanners open
 * every link.
 */
@Hidden
@RestController
class ConfirmPageController {

	private final Confirmations confirmations;

	private final LinkTargets targets;

	private final Throttle throttle;

	private final Pages pages;

	ConfirmPageController(Confirmations confirmations, LinkTargets targets, Throttle throttle, Pages pages) {
		this.confirmations = confirmations;
		this.targets = targets;
		this.throttle = throttle;
		this.pages = pages;
	}

	@GetMapping(path = "/confirm-email", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> show(@RequestParam(defaultValue = "") String code,
			@RequestParam(name = "back_url", defaultValue = "") String backUrl, CsrfToken csrf,
			HttpServletRequest http) {
		requireAllowed(this.targets, backUrl);
		return this.throttle.guess(Caller.of(http).network(), () -> this.confirmations.find(code))
			.map((one) -> one.isDone() ? done(one, backUrl, http) : question(one, code, backUrl, csrf, http))
			.orElseGet(() -> dead(code, csrf, http));
	}

	@PostMapping(path = "/confirm-email", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> confirm(@RequestParam(defaultValue = "") String code,
			@RequestParam(name = "back_url", defaultValue = "") String backUrl, CsrfToken csrf,
			HttpServletRequest http) {
		requireAllowed(this.targets, backUrl);
		return this.throttle.guess(Caller.of(http).network(), () -> this.confirmations.confirm(code))
			.map((one) -> backUrl.isEmpty() ? done(one, "", http) : back(backUrl))
			.orElseGet(() -> dead(code, csrf, http));
	}

	static void requireAllowed(LinkTargets targets, @Nullable String backUrl) {
		RefusedException.unless(backUrl == null || backUrl.isEmpty() || targets.allow(backUrl), "back_url",
				"may not lead there");
	}

	private ResponseEntity<String> question(Confirmations.Pending one, String code, String backUrl, CsrfToken csrf,
			HttpServletRequest http) {
		return this.pages.open("confirm", one.reader(), http)
			.with("kind", one.isChange() ? "change" : "confirm")
			.with("code", code)
			.with("back_url", backUrl)
			.leadingTo(URI.create(backUrl))
			.form(csrf)
			.answer(HttpStatus.OK);
	}

	private ResponseEntity<String> done(Confirmations.Pending one, String backUrl, HttpServletRequest http) {
		Page page = this.pages.notice("confirmed", new Object[] { one.email() }, one.reader(), http);
		return (backUrl.isEmpty() ? page.with("link", "/signin").said("link_text", "signin.here")
				: page.with("link", backUrl).said("link_text", "confirmed.back"))
			.answer(HttpStatus.OK);
	}

	private static ResponseEntity<String> back(String backUrl) {
		return ResponseEntity.status(HttpStatus.SEE_OTHER)
			.location(URI.create(backUrl))
			.cacheControl(CacheControl.noStore())
			.build();
	}

	private ResponseEntity<String> dead(String code, CsrfToken csrf, HttpServletRequest http) {
		return this.pages.dead(code, "/confirm-email/letter", csrf, http).answer(HttpStatus.BAD_REQUEST);
	}

}
