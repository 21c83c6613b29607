package cinema.auth.social;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import cinema.auth.account.Accounts;
import cinema.auth.account.StepUp;
import cinema.auth.account.StepUp.Proof;
import cinema.auth.account.User;
import cinema.auth.request.Caller;
import cinema.auth.signin.SignInHistory;
import cinema.auth.social.PendingSignIns.Attempt;
import cinema.auth.social.SocialAccounts.SocialAccount;
import cinema.auth.token.Secrets;
import cinema.auth.token.TokenProperties;
import cinema.auth.token.Tokens;
import cinema.auth.token.Tokens.TokenPair;
import cinema.platform.parameter.ForeignParameters;
import cinema.platform.problem.RefusedException;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes people to a provider, and back. */
@RestController
class SocialController {

	private static final Logger logger = LoggerFactory.getLogger(SocialController.class);

	private static final String COOKIE = "cinema_social";

	private final Providers providers;

	private final OpenId openId;

	private final PendingSignIns attempts;

	private final SocialAccounts accounts;

	private final SignInHistory history;

	private final Accounts users;

	private final StepUp stepUp;

	private final Tokens tokens;

	private final boolean secure;

	SocialController(Providers providers, OpenId openId, PendingSignIns attempts, SocialAccounts accounts,
			SignInHistory history, Accounts users, StepUp stepUp, Tokens tokens, TokenProperties properties) {
		this.providers = providers;
		this.openId = openId;
		this.attempts = attempts;
		this.accounts = accounts;
		this.history = history;
		this.users = users;
		this.stepUp = stepUp;
		this.tokens = tokens;
		this.secure = properties.issuer().startsWith("https:");
	}

	@ForeignParameters
	@GetMapping({ "/api/v1/social-signin/{service}", "/api/v1/social-signin/{service}/" })
	ResponseEntity<Void> signIn(@PathVariable String service, HttpMethod method) {
		Departure departure = depart(service, null, method != HttpMethod.HEAD);
		return ResponseEntity.status(HttpStatus.FOUND)
			.location(departure.target())
			.cacheControl(CacheControl.noStore())
			.header(HttpHeaders.SET_COOKIE, departure.cookie())
			.build();
	}

	/** The same for a user who is signed in and wants to link an account elsewhere. */
	@PostMapping({ "/api/v1/profile/social/{service}", "/api/v1/profile/social/{service}/" })
	ResponseEntity<SocialLink> link(@PathVariable String service, @AuthenticationPrincipal Jwt token,
			@Valid @RequestBody(required = false) @Nullable Proof proof) {
		StepUp.requireConfirmed(prove(token, proof));
		Departure departure = depart(service, UUID.fromString(token.getSubject()), true);
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.header(HttpHeaders.SET_COOKIE, departure.cookie())
			.body(new SocialLink(departure.target().toString()));
	}

	@GetMapping({ "/api/v1/profile/social", "/api/v1/profile/social/" })
	SocialAccountList list(@AuthenticationPrincipal Jwt token) {
		return new SocialAccountList(this.accounts.of(UUID.fromString(token.getSubject())));
	}

	@DeleteMapping({ "/api/v1/profile/social/{service}", "/api/v1/profile/social/{service}/" })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void unlink(@PathVariable String service, @AuthenticationPrincipal Jwt token,
			@Valid @RequestBody(required = false) @Nullable Proof proof) {
		registration(service);
		this.accounts.unlink(prove(token, proof), service);
	}

	private User prove(Jwt token, @Nullable Proof proof) {
		User user = this.users.find(UUID.fromString(token.getSubject()));
		this.stepUp.require(user, token, (proof != null) ? proof.currentPassword() : null, "current_password");
		return user;
	}

	@ForeignParameters
	@GetMapping({ "/api/v1/social-auth/{service}", "/api/v1/social-auth/{service}/" })
	ResponseEntity<TokenPair> comeBack(HttpMethod method, @PathVariable String service,
			@RequestParam(required = false) @Nullable String code,
			@RequestParam(required = false) @Nullable String state,
			@Parameter(schema = @Schema(type = "string")) @CookieValue(name = COOKIE,
					required = false) @Nullable Cookie began,
			HttpServletRequest http) {
		ClientRegistration registration = registration(service);
		// A text would be decoded, which fails for what is no cookie of ours.
		String browser = (began != null) ? began.getValue() : null;
		if (code == null || state == null || browser == null) {
			throw new RefusedException((code == null) ? "code" : "state", "is missing");
		}
		if (method == HttpMethod.HEAD) {
			return this.attempts.find(service, state, browser)
				.map((any) -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).<TokenPair>build())
				.orElseThrow(SocialController::unknown);
		}
		Attempt attempt = this.attempts.find(service, state, browser).orElseThrow(SocialController::unknown);
		OidcUser person;
		try {
			person = this.openId.person(registration, state, code, attempt);
		}
		catch (AuthenticationException ex) {
			this.attempts.end(service, state, browser);
			logger.warn("{} does not stand by a sign-in: {}", service, ex.getMessage());
			throw new RefusedException("code", "is not good there");
		}
		Caller caller = Caller.of(http);
		TokenPair pair = this.accounts.comeBack(service, person, attempt.userId(), (userId) -> {
			if (this.attempts.end(service, state, browser).isEmpty()) {
				throw unknown();
			}
			this.history.note(userId, caller, "social:" + service);
			return this.tokens.issue(userId, caller);
		});
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(pair);
	}

	private static RefusedException unknown() {
		return new RefusedException("state", "is unknown, too old or used");
	}

	private Departure depart(String service, @Nullable UUID userId, boolean begins) {
		ClientRegistration registration = registration(service);
		String state = Secrets.create();
		String nonce = Secrets.create();
		String verifier = Secrets.create() + Secrets.create();
		String browser = Secrets.create();
		if (begins) {
			this.attempts.begin(service, state, nonce, verifier, browser, userId);
		}
		String cookie = ResponseCookie.from(COOKIE, browser)
			.path("/api/v1/social-auth/")
			.httpOnly(true)
			.secure(this.secure)
			.sameSite("Lax")
			.build()
			.toString();
		URI target = URI.create(this.openId.request(registration, state, nonce, verifier).getAuthorizationRequestUri());
		return new Departure(target, cookie);
	}

	private ClientRegistration registration(String service) {
		try {
			return this.providers.find(service)
				.orElseThrow(() -> new RefusedException(HttpStatus.NOT_FOUND, "service", "There is no such service."));
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			logger.warn("{} does not say how to sign in there: {}", service, ex.getMessage());
			throw new RefusedException(HttpStatus.SERVICE_UNAVAILABLE, "service", "cannot be reached now");
		}
	}

	private record Departure(URI target, String cookie) {
	}

	/** All accounts elsewhere of one user. */
	record SocialAccountList(List<SocialAccount> items) {
	}

	/** Where a browser has to go to link an account elsewhere. */
	record SocialLink(String url) {
	}

}
