package cinema.auth.confirmation;

import java.net.URI;

import cinema.auth.link.LinkTargets;
import cinema.auth.page.Accepted;
import cinema.auth.page.Page;
import cinema.auth.page.Pages;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Throttle;
import cinema.platform.parameter.ForeignParameters;
import cinema.platform.problem.RefusedException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
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
 * Takes the code of the letter, from programs over REST and from people by a page. To
 * open the page confirms nothing: mail scanners open every link.
 */
@RestController
class ConfirmationController {

	private final Confirmations confirmations;

	private final LinkTargets targets;

	private final Throttle throttle;

	private final Pages pages;

	ConfirmationController(Confirmations confirmations, LinkTargets targets, Throttle throttle, Pages pages) {
		this.confirmations = confirmations;
		this.targets = targets;
		this.throttle = throttle;
		this.pages = pages;
	}

	/** Whether the address of a code is confirmed yet; changes nothing. */
	@ForeignParameters
	@GetMapping({ "/api/v1/confirm-email", "/api/v1/confirm-email/" })
	ResponseEntity<Confirmed> read(@RequestParam String code,
			@RequestParam(name = "back_url", required = false) @Nullable String backUrl, HttpServletRequest http) {
		requireAllowed(backUrl);
		if (Accepted.page(http)) {
			return ResponseEntity.status(HttpStatus.FOUND)
				.header(HttpHeaders.LOCATION, "/confirm-email?" + http.getQueryString())
				.cacheControl(CacheControl.noStore())
				.build();
		}
		return this.confirmations.find(code)
			.map((one) -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Confirmed(one.isDone())))
			.orElseThrow(ConfirmationController::wrong);
	}

	@PostMapping({ "/api/v1/confirm-email/confirm", "/api/v1/confirm-email/confirm/" })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void confirm(@Valid @RequestBody Confirmation request, HttpServletRequest http) {
		if (this.throttle.guess(Caller.of(http).network(), () -> this.confirmations.confirm(request.code()))
			.isEmpty()) {
			throw wrong();
		}
	}

	private static RefusedException wrong() {
		return new RefusedException("code", "is wrong or too old");
	}

	/** The page behind the link of the letter. */
	@Hidden
	@GetMapping(path = "/confirm-email", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> show(@RequestParam(defaultValue = "") String code,
			@RequestParam(name = "back_url", defaultValue = "") String backUrl, HttpServletRequest http) {
		requireAllowed(backUrl);
		return this.confirmations.find(code)
			.map((one) -> one.isDone() ? done(one, backUrl, http) : question(one, code, backUrl, http))
			.orElseGet(() -> dead(code, http));
	}

	@Hidden
	@PostMapping(path = "/confirm-email", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> confirm(@RequestParam(defaultValue = "") String code,
			@RequestParam(name = "back_url", defaultValue = "") String backUrl, HttpServletRequest http) {
		requireAllowed(backUrl);
		return this.throttle.guess(Caller.of(http).network(), () -> this.confirmations.confirm(code))
			.map((one) -> backUrl.isEmpty() ? done(one, "", http) : back(backUrl))
			.orElseGet(() -> dead(code, http));
	}

	private void requireAllowed(@Nullable String backUrl) {
		RefusedException.unless(backUrl == null || backUrl.isEmpty() || this.targets.allow(backUrl), "back_url",
				"may not lead there");
	}

	private ResponseEntity<String> question(Confirmations.Pending one, String code, String backUrl,
			HttpServletRequest http) {
		Page page = this.pages.open("confirm", one.reader(), http);
		if (one.isOwn() && !backUrl.isEmpty()) {
			// Who is led back at once does not come by the page that says so afterwards.
			toPassword(page);
		}
		return page.with("kind", one.isOwn() ? "confirm" : "change")
			.with("account", one.masked())
			.with("code", code)
			.with("back_url", backUrl)
			.leadingTo(URI.create(backUrl))
			.form(http)
			.answer(HttpStatus.OK);
	}

	private ResponseEntity<String> done(Confirmations.Pending one, String backUrl, HttpServletRequest http) {
		Page page = toPassword(this.pages.notice("confirmed", new Object[] { one.email() }, one.reader(), http));
		return (backUrl.isEmpty() ? page.with("link", "/signin").said("link_text", "signin.here")
				: page.with("link", backUrl).said("link_text", "confirmed.back"))
			.answer(HttpStatus.OK);
	}

	/** For those whose password somebody else has chosen. */
	private static Page toPassword(Page page) {
		return page.with("more_link", "/password-reset/letter").said("more_text", "confirmed.password");
	}

	private static ResponseEntity<String> back(String backUrl) {
		return ResponseEntity.status(HttpStatus.SEE_OTHER)
			.location(URI.create(backUrl))
			.cacheControl(CacheControl.noStore())
			.build();
	}

	private ResponseEntity<String> dead(String code, HttpServletRequest http) {
		return this.pages.dead(code, "/confirm-email/letter", http).answer(HttpStatus.BAD_REQUEST);
	}

	record Confirmation(@NotBlank @Size(max = 200) String code) {

		@Override
		public String toString() {
			return "Confirmation";
		}

	}

	record Confirmed(boolean confirmed) {
	}

}
