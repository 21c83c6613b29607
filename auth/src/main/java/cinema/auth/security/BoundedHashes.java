package cinema.auth.security;

import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Argon2id with the memory that OWASP asks for at least, for people's passwords and
 * clients' secrets alike: so many at a time as the process bears, a few that wait, and
 * for everybody else 503.
 */
final class BoundedHashes implements PasswordEncoder {

	static final int KILOBYTES = 19_456;

	private final PasswordEncoder hashes = new DelegatingPasswordEncoder("argon2id",
			Map.of("argon2id", new Argon2PasswordEncoder(16, 32, 1, KILOBYTES, 2)));

	private final HashProperties properties;

	private final Semaphore turns;

	/** Of those who hash and those who wait. */
	private final Semaphore places;

	BoundedHashes(HashProperties properties, int turns) {
		this.properties = properties;
		this.turns = new Semaphore(turns, true);
		this.places = new Semaphore(turns + properties.queue());
	}

	@Override
	public @Nullable String encode(@Nullable CharSequence password) {
		return inTurn(() -> this.hashes.encode(password));
	}

	@Override
	public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
		return inTurn(() -> this.hashes.matches(password, encoded));
	}

	@Override
	public boolean upgradeEncoding(@Nullable String encoded) {
		return this.hashes.upgradeEncoding(encoded);
	}

	private <T extends @Nullable Object> T inTurn(Supplier<T> work) {
		if (!this.places.tryAcquire()) {
			throw busy();
		}
		try {
			await();
			try {
				return work.get();
			}
			finally {
				this.turns.release();
			}
		}
		finally {
			this.places.release();
		}
	}

	private void await() {
		try {
			if (!this.turns.tryAcquire(this.properties.longestWait().toMillis(), TimeUnit.MILLISECONDS)) {
				throw busy();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw busy();
		}
	}

	private static RefusedException busy() {
		return RefusedException.forNow("Too many passwords are being checked at the moment.");
	}

}
