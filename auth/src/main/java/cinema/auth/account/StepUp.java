package cinema.auth.account;

import java.util.UUID;

import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.auth.token.Families;
import cinema.platform.problem.RefusedException;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/**
 * Asks whoever is signed in once more who they are, before something happens that a thief
 * of a token would do.
 */
@Component
public class StepUp {

	private final Passwords passwords;

	private final Families families;

	private final Throttle throttle;

	private final ProofProperties properties;

	StepUp(Passwords passwords, Families families, Throttle throttle, ProofProperties properties) {
		this.passwords = passwords;
		this.families = families;
		this.throttle = throttle;
		this.properties = properties;
	}

	/**
	 * Goes on only with the right password, or, where the account has none, with a token
	 * of a sign-in that has just been; slow, and no transaction should wait for it.
	 * @param field where the caller puts the password
	 */
	public void require(User user, Jwt token, @Nullable String password, String field) {
		if (user.password() == null) {
			requireFresh(user.id(), token.getClaimAsString("sid"), field);
			return;
		}
		if (password == null) {
			throw new RefusedException(field, "is missing");
		}
		this.throttle.take(Limit.PROOF_ACCOUNT, user.id().toString()).require();
		RefusedException.unless(this.passwords.matches(password, user.password()), field, "is wrong");
		this.throttle.forgive(Limit.PROOF_ACCOUNT, user.id().toString());
	}

	private void requireFresh(UUID userId, @Nullable String family, String field) {
		if (family == null || !this.families.isFresh(UUID.fromString(family), userId, this.properties.fresh())) {
			throw new RefusedException(HttpStatus.FORBIDDEN, field,
					"is not there to be asked for: sign in elsewhere once more, and come back at once");
		}
	}

	/** Goes on only for people who have proven their address. */
	public static void requireConfirmed(User user) {
		RefusedException.unless(user.isEmailConfirmed(), HttpStatus.CONFLICT, "email", "has to be confirmed first");
	}

	/** Whether a password was given that may be asked for. */
	public record Proof(@Size(max = 128) @Nullable String currentPassword) {

		@Override
		public String toString() {
			return "Proof";
		}

	}

}
