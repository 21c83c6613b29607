package cinema.platform.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Asks a part now and then, so that probes cost it nothing and a silent part is asked
 * once and not by every probe.
 */
public abstract class CachedHealth implements HealthIndicator {

	private static final Duration FRESH = Duration.ofSeconds(5);

	private final Clock clock;

	private @Nullable Health known;

	private Instant knownAt = Instant.EPOCH;

	protected CachedHealth(Clock clock) {
		this.clock = clock;
	}

	@Override
	public final synchronized Health health() {
		Health current = this.known;
		Instant now = this.clock.instant();
		if (current == null || this.knownAt.plus(FRESH).isBefore(now)) {
			current = askOnce();
			this.known = current;
			this.knownAt = this.clock.instant();
		}
		return current;
	}

	private Health askOnce() {
		try {
			return ask(Health.up());
		}
		catch (Exception ex) {
			return Health.down().withDetail("error", ex.getClass().getSimpleName()).build();
		}
	}

	/** Asks the part; has to end within some seconds. */
	protected abstract Health ask(Health.Builder health) throws Exception;

}
