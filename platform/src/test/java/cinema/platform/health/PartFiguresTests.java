package cinema.platform.health;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;
import org.springframework.boot.health.registry.HealthContributorRegistry;

import static org.assertj.core.api.Assertions.assertThat;

class PartFiguresTests {

	private final HealthContributorRegistry parts = new DefaultHealthContributorRegistry();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final PartFigures figures = new PartFigures(this.parts, this.meters);

	private Health broker = Health.up().build();

	@Test
	void tellsWhichPartIsAwayAndThatItIsBack() {
		this.parts.registerContributor("db", (HealthIndicator) () -> Health.up().build());
		this.parts.registerContributor("rabbit", (HealthIndicator) () -> this.broker);
		this.figures.ask();
		assertThat(up("rabbit")).isEqualTo(1);

		this.broker = Health.down().build();
		this.figures.ask();
		assertThat(up("rabbit")).isZero();
		assertThat(up("db")).isEqualTo(1);

		this.broker = Health.up().build();
		this.figures.ask();
		assertThat(up("rabbit")).isEqualTo(1);
	}

	private double up(String part) {
		return this.meters.get("cinema.part.up").tag("part", part).gauge().value();
	}

}
