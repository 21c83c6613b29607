package cinema.auth.account;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import cinema.auth.problem.RefusedException;
import cinema.auth.token.TokenPair;
import cinema.auth.token.Tokens;
import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.crypto.password.PasswordEncoder;
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

	private final UserRepository users;

	private final PasswordEncoder passwords;

	private final Tokens tokens;

	private final String nobodysPassword;

	AccountController(Accounts accounts, UserRepository users, PasswordEncoder passwords, Tokens tokens) {
		this.accounts = accounts;
		this.users = users;
		this.passwords = passwords;
		this.tokens = tokens;
		this.nobodysPassword = Objects.requireNonNull(passwords.encode(UUID.randomUUID().toString()));
	}

	@PostMapping({ "/api/v1/signup", "/api/v1/signup/" })
	@ResponseStatus(HttpStatus.CREATED)
	Profile signUp(@Valid @RequestBody SignUpRequest request) {
		if (this.users.existsByEmailKey(User.key(request.email()))) {
			throw new RefusedException(HttpStatus.CONFLICT, "email", "is taken");
		}
		return Profile
			.of(this.accounts.signUp(request, Objects.requireNonNull(this.passwords.encode(request.password()))));
	}

	/** Same answer and same work for an unknown user and a wrong password. */
	@PostMapping({ "/api/v1/signin", "/api/v1/signin/" })
	TokenPair signIn(@Valid @RequestBody SignInRequest request) {
		Optional<User> user = this.users.findByEmailKey(User.key(request.email()));
		boolean right = this.passwords.matches(request.password(),
				user.map(User::password).orElse(this.nobodysPassword));
		if (!right || user.isEmpty() || !user.get().isActive()) {
			throw new RefusedException(HttpStatus.UNAUTHORIZED, "", "E-mail or password is wrong.");
		}
		return this.tokens.issue(user.get().id());
	}

	@GetMapping({ "/api/v1/profile", "/api/v1/profile/" })
	Profile profile(@AuthenticationPrincipal Jwt token) {
		return this.users.findById(UUID.fromString(token.getSubject()))
			.map(Profile::of)
			.orElseThrow(() -> new RefusedException(HttpStatus.UNAUTHORIZED, "", "The user is gone."));
	}

	@PatchMapping({ "/api/v1/profile", "/api/v1/profile/" })
	Profile change(@AuthenticationPrincipal Jwt token, @Valid @RequestBody ProfileChange change) {
		return Profile.of(this.accounts.change(UUID.fromString(token.getSubject()), change));
	}

}
