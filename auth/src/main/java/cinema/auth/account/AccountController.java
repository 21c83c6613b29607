package cinema.auth.account;

import java.util.UUID;

import cinema.auth.request.Caller;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.auth.throttle.Turn;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people do with their own account. */
@RestController
class AccountController {

	private final Accounts accounts;

	private final Passwords passwords;

	private final PasswordProof proof;

	private final Throttle throttle;

	AccountController(Accounts accounts, Passwords passwords, PasswordProof proof, Throttle throttle) {
		this.accounts = accounts;
		this.passwords = passwords;
		this.proof = proof;
		this.throttle = throttle;
	}

	/** Whoever makes accounts, or asks which are there, does so only so fast. */
	@PostMapping({ "/api/v1/signup", "/api/v1/signup/" })
	@ResponseStatus(HttpStatus.CREATED)
	Profile signUp(@Valid @RequestBody SignUpRequest request, HttpServletRequest http, HttpServletResponse answer) {
		Turn turn = this.throttle.take(Limit.SIGNUP_ADDRESS, Caller.of(http).network());
		turn.require();
		turn.describe(answer::setHeader);
		if (this.accounts.isTaken(request.email())) {
			throw new RefusedException(HttpStatus.CONFLICT, "email", "is taken");
		}
		return Profile.of(this.accounts.signUp(request, this.passwords.encode(request.password())));
	}

	@GetMapping({ "/api/v1/profile", "/api/v1/profile/" })
	Profile profile(@AuthenticationPrincipal Jwt token) {
		return Profile.of(this.accounts.find(UUID.fromString(token.getSubject())));
	}

	@PatchMapping({ "/api/v1/profile", "/api/v1/profile/" })
	Profile change(@AuthenticationPrincipal Jwt token, @Valid @RequestBody ProfileChange change) {
		UUID id = UUID.fromString(token.getSubject());
		String encoded = null;
		if (change.password() != null) {
			this.proof.require(this.accounts.find(id), change.currentPassword(), "current_password");
			encoded = this.passwords.encode(change.password());
		}
		return Profile.of(this.accounts.change(id, change, encoded, token.getClaimAsString("sid")));
	}

	/** The answer comes by letter, to the new address. */
	@PostMapping({ "/api/v1/profile/email", "/api/v1/profile/email/" })
	@ResponseStatus(HttpStatus.ACCEPTED)
	void requestEmail(@AuthenticationPrincipal Jwt token, @Valid @RequestBody EmailChange change) {
		UUID id = UUID.fromString(token.getSubject());
		this.proof.require(this.accounts.find(id), change.currentPassword(), "current_password");
		this.throttle.take(Limit.LETTER_ACCOUNT, id.toString()).require();
		this.throttle.take(Limit.LETTER_ACCOUNT, User.key(change.email())).require();
		this.accounts.requestEmail(id, change);
	}

}
