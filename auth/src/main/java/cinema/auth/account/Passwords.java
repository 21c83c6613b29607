package cinema.auth.account;

import java.text.Normalizer;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Passwords as people type them: two spellings of the same letters are one password (RFC
 * 8265, 4.2).
 */
@Component
public class Passwords {

	/** Each takes 19 MB and a core: more at a time would only end the process. */
	private final Semaphore turns = new Semaphore(2 * Runtime.getRuntime().availableProcessors(), true);

	private final PasswordEncoder encoder;

	private final String nobodys;

	Passwords(PasswordEncoder encoder) {
		this.encoder = encoder;
		this.nobodys = encode(UUID.randomUUID().toString());
	}

	/** The form at rest; slow on purpose. */
	public String encode(String password) {
		return slowly(() -> Objects.requireNonNull(this.encoder.encode(normal(password))));
	}

	/**
	 * Whether the password is right; takes as long when there is none to compare with.
	 */
	public boolean matches(String password, @Nullable String encoded) {
		boolean right = slowly(
				() -> this.encoder.matches(normal(password), (encoded != null) ? encoded : this.nobodys));
		return right && encoded != null;
	}

	/** Whether it was stored by weaker numbers than today's. */
	public boolean isOutdated(String encoded) {
		return this.encoder.upgradeEncoding(encoded);
	}

	private <T> T slowly(Supplier<T> work) {
		this.turns.acquireUninterruptibly();
		try {
			return work.get();
		}
		finally {
			this.turns.release();
		}
	}

	private static String normal(String password) {
		return Normalizer.normalize(password, Normalizer.Form.NFC);
	}

}
