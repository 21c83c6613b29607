package cinema.auth.account;

import java.text.Normalizer;
import java.util.Objects;
import java.util.UUID;

import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Passwords as people type them: two spellings of the same letters are one password (RFC
 * 8265, 4.2).
 */
@Component
public class Passwords {

	private final PasswordEncoder encoder;

	private final Throttle throttle;

	private final String nobodys;

	Passwords(PasswordEncoder encoder, Throttle throttle) {
		this.encoder = encoder;
		this.throttle = throttle;
		this.nobodys = encode(UUID.randomUUID().toString());
	}

	/** The form at rest; slow on purpose. */
	public String encode(String password) {
		return Objects.requireNonNull(this.encoder.encode(normal(password)));
	}

	/**
	 * Whether the password is right; takes as long when there is none to compare with.
	 */
	public boolean matches(String password, @Nullable String encoded) {
		boolean right = this.encoder.matches(normal(password), (encoded != null) ? encoded : this.nobodys);
		return right && encoded != null;
	}

	/**
	 * Asks whoever is signed in for the password again, before something changes that a
	 * thief of a token would change: goes on only with the right one, or when the account
	 * has none; slow, and no transaction should wait for it.
	 * @param field where the caller puts the password
	 */
	public void prove(User user, @Nullable String password, String field) {
		if (user.password() == null) {
			return;
		}
		if (password == null) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, field, "is missing");
		}
		this.throttle.take(Limit.PROOF_ACCOUNT, user.id().toString()).require();
		RefusedException.unless(matches(password, user.password()), field, "is wrong");
		this.throttle.forgive(Limit.PROOF_ACCOUNT, user.id().toString());
	}

	/** Whether it was stored by weaker numbers than today's. */
	public boolean isOutdated(String encoded) {
		return this.encoder.upgradeEncoding(encoded);
	}

	private static String normal(String password) {
		return Normalizer.normalize(password, Normalizer.Form.NFC);
	}

}
