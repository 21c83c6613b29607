package cinema.auth.recovery;

import java.net.URI;
import java.util.Optional;

import cinema.auth.account.Passwords;
import cinema.auth.account.SignUpCookie;
import cinema.auth.confirmation.Confirmations;
import cinema.auth.confirmation.Confirmations.Pending;
import cinema.auth.link.LinkTargets;
import cinema.auth.page.Accepted;
import cinema.auth.page.Page;
import cinema.auth.page.Pages;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.auth.throttle.Turn;
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
 * open the page confirms nothing: mail scanners open every link. Whoever does not come
 * with the browser that signed up shows the password, or sets a new one: somebody else
 * may have signed up by the address.
 */
@RestController
class ConfirmationController {

	private static final int LONGEST = 128;

	private static final String PROBLEM = "password_problem";

	private final Confirmations confirmations;

	private final LinkTargets targets;

	private final PasswordResets resets;

	private final Passwords passwords;

	private final SignUpCookie cookie;

	private final Throttle throttle;

	private final Pages pages;

	ConfirmationController(Confirmations confirmations, PasswordResets resets, Passwords passwords, SignUpCookie cookie,
			LinkTargets targets, Throttle throttle, Pages pages) {
		this.confirmations = confirmations;
		this.resets = resets;
		this.passwords = passwords;
		this.cookie = cookie;
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
		Pending one = guess(request.code(), http).orElseThrow(ConfirmationController::wrong);
		if (one.needsProof()) {
			RefusedException.unless(request.password() != null, "password",
					"is missing: it shows that it was you who signed up; who does not know it sets a new one by a reset");
			this.throttle.take(Limit.PROOF_ACCOUNT, one.userId().toString()).require();
			RefusedException.unless(isRight(one, String.valueOf(request.password())), "password", "is wrong");
		}
		if (this.confirmations.confirm(request.code(), one.password()).isEmpty()) {
			throw wrong();
		}
	}

	private Optional<Pending> guess(String code, HttpServletRequest http) {
		return this.throttle.guess(Caller.of(http).network(), () -> this.confirmations.find(code));
	}

	private boolean isRight(Pending one, String password) {
		boolean right = password.length() <= LONGEST && this.passwords.matches(password, one.password());
		if (right) {
			this.throttle.forgive(Limit.PROOF_ACCOUNT, one.userId().toString());
		}
		return right;
	}

	private static RefusedException wrong() {
		return new RefusedException(HttpStatus.BAD_REQUEST, "code", "is wrong or too old");
	}

	/** The page behind the link of the letter. */
	@Hidden
	@GetMapping(path = "/confirm-email", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> show(@RequestParam(defaultValue = "") String code,
			@RequestParam(name = "back_url", defaultValue = "") String backUrl, HttpServletRequest http) {
		requireAllowed(backUrl);
		return this.confirmations.find(code)
			.map((one) -> one.isDone() ? done(one, backUrl, http)
					: form(one, new Answered(code, backUrl, ""), http).answer(HttpStatus.OK))
			.orElseGet(() -> dead(code, http));
	}

	@Hidden
	@PostMapping(path = "/confirm-email", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> confirm(@RequestParam(defaultValue = "") String code,
			@RequestParam(name = "back_url", defaultValue = "") String backUrl,
			@RequestParam(defaultValue = "") String password, @RequestParam Optional<String> anew,
			HttpServletRequest http) {
		requireAllowed(backUrl);
		Answered answered = new Answered(code, backUrl, password);
		Pending one = guess(answered.code(), http).orElse(null);
		if (one == null) {
			return dead(answered.code(), http);
		}
		if (isAsked(one, http)) {
			return anew.isPresent() ? anew(one) : proven(one, answered, http);
		}
		return confirmed(one, answered, http);
	}

	private boolean isAsked(Pending one, HttpServletRequest http) {
		return one.needsProof() && !one.isBrowser(this.cookie.read(http));
	}

	/** The letter is as good as one for a reset, which ends what others have. */
	private ResponseEntity<String> anew(Pending one) {
		return see(URI.create("/password-reset?code=" + this.resets.begin(one.userId())));
	}

	private ResponseEntity<String> proven(Pending one, Answered answered, HttpServletRequest http) {
		if (answered.password().isEmpty()) {
			return form(one, answered, http).said(PROBLEM, "password.missing").answer(HttpStatus.BAD_REQUEST);
		}
		Turn turn = this.throttle.take(Limit.PROOF_ACCOUNT, one.userId().toString());
		if (!turn.granted()) {
			return form(one, answered, http).tooOften(turn).answer(HttpStatus.TOO_MANY_REQUESTS);
		}
		return isRight(one, answered.password()) ? confirmed(one, answered, http)
				: form(one, answered, http).said(PROBLEM, "password.wrong").answer(HttpStatus.BAD_REQUEST);
	}

	private ResponseEntity<String> confirmed(Pending proven, Answered answered, HttpServletRequest http) {
		return this.confirmations.confirm(answered.code(), proven.password())
			.map((one) -> answered.backUrl().isEmpty() ? done(one, "", http) : see(URI.create(answered.backUrl())))
			.orElseGet(() -> dead(answered.code(), http));
	}

	private void requireAllowed(@Nullable String backUrl) {
		RefusedException.unless(backUrl == null || backUrl.isEmpty() || this.targets.allow(backUrl), "back_url",
				"may not lead there");
	}

	private Page form(Pending one, Answered answered, HttpServletRequest http) {
		Page page = this.pages.open("confirm", one.reader(), http)
			.with("kind", one.isChange() ? "change" : isAsked(one, http) ? "proof" : "confirm")
			.with("code", answered.code())
			.with("back_url", answered.backUrl())
			.leadingTo(URI.create(answered.backUrl()));
		return page.form(http);
	}

	private ResponseEntity<String> done(Pending one, String backUrl, HttpServletRequest http) {
		Page page = this.pages.notice("confirmed", new Object[] { one.email() }, one.reader(), http);
		return (backUrl.isEmpty() ? page.with("link", "/signin").said("link_text", "signin.here")
				: page.with("link", backUrl).said("link_text", "confirmed.back"))
			.answer(HttpStatus.OK);
	}

	private static ResponseEntity<String> see(URI target) {
		return ResponseEntity.status(HttpStatus.SEE_OTHER)
			.location(target)
			.cacheControl(CacheControl.noStore())
			.build();
	}

	private ResponseEntity<String> dead(String code, HttpServletRequest http) {
		return this.pages.dead(code, "/confirm-email/letter", http).answer(HttpStatus.BAD_REQUEST);
	}

	/** The code of a letter, and the password where nobody has proven the address. */
	record Confirmation(@NotBlank @Size(max = 200) String code, @Size(max = LONGEST) @Nullable String password) {

		/** Without either. */
		@Override
		public String toString() {
			return "Confirmation";
		}

	}

	record Confirmed(boolean confirmed) {
	}

	/** What the page's form says. */
	record Answered(String code, String backUrl, String password) {

		/** Without the secrets. */
		@Override
		public String toString() {
			return "Answered";
		}

	}

}
