package cinema.auth.account;

import java.text.Normalizer;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Passwords as people type them: two spellings of the same letters are one password (RFC
 * 8265, 4.2).
 */
@Component
public class Passwords {

	private final PasswordEncoder encoder;

	private final String nobodys;

	Passwords(PasswordEncoder encoder) {
		this.encoder = encoder;
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

	/** Whether it was stored by weaker numbers than today's. */
	public boolean isOutdated(String encoded) {
		return this.encoder.upgradeEncoding(encoded);
	}

	private static String normal(String password) {
		return Normalizer.normalize(password, Normalizer.Form.NFC);
	}

}
