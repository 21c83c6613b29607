package cinema.platform.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

class CachedHealthTests {

	private Instant now = Instant.parse("2026-11-24T10:00:00Z");

	private int asked;

	private boolean away;

	private final CachedHealth health = new CachedHealth(((InstantSource) () -> this.now).withZone(ZoneOffset.UTC)) {

		@Override
		protected Health ask(Health.Builder builder) {
			CachedHealthTests.this.asked++;
			if (CachedHealthTests.this.away) {
				throw new IllegalStateException("ann@example.com is no broker");
			}
			return builder.build();
		}

	};

	@Test
	void asksOnceForManyProbes() {
		this.health.health();
		this.health.health();
		this.now = this.now.plus(Duration.ofSeconds(4));
		this.health.health();

		assertThat(this.asked).isEqualTo(1);
	}

	@Test
	void noticesWithinSecondsThatAPartIsAway() {
		assertThat(this.health.health().getStatus()).isEqualTo(Status.UP);
		this.away = true;
		this.now = this.now.plus(Duration.ofSeconds(6));

		assertThat(this.health.health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void tellsTheKindOfTroubleAndNotItsWords() {
		this.away = true;

		assertThat(this.health.health().getDetails()).containsOnly(Map.entry("error", "IllegalStateException"));
	}

}
