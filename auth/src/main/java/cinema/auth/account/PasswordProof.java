package cinema.auth.account;

import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Asks whoever is signed in for the password again, before something changes that a thief
 * of a token would change.
 */
@Component
public class PasswordProof {

	private final Passwords passwords;

	private final Throttle throttle;

	PasswordProof(Passwords passwords, Throttle throttle) {
		this.passwords = passwords;
		this.throttle = throttle;
	}

	/**
	 * Goes on only with the right password, or when the account has none; slow, and no
	 * transaction should wait for it.
	 * @param field where the caller puts the password
	 */
	public void require(User user, @Nullable String password, String field) {
		if (user.password() == null) {
			return;
		}
		if (password == null) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, field, "is missing");
		}
		this.throttle.take(Limit.PROOF_ACCOUNT, user.id().toString()).require();
		RefusedException.unless(this.passwords.matches(password, user.password()), field, "is wrong");
		this.throttle.forgive(Limit.PROOF_ACCOUNT, user.id().toString());
	}

}
