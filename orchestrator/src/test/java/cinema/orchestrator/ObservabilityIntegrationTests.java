package cinema.orchestrator;

import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class ObservabilityIntegrationTests {

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private Map<String, HealthIndicator> parts;

	@Test
	void measuresWhatTheTemporalSdkDoes() {
		await().untilAsserted(() -> assertThat(this.meters.getMeters()).extracting(Meter::getId)
			.extracting(Meter.Id::getName)
			.contains("temporal_request", "temporal_worker_task_slots_available"));
	}

	@Test
	void showsZeroForWhatHasNotHappened() {
		assertThat(this.meters.get("cinema.events.dead").tag("reason", "OCCURRED_AT_IN_FUTURE").counter()).isNotNull();
		assertThat(this.meters.get("cinema.postings.ended").tag("channel", "email").tag("outcome", "FAILED").counter())
			.isNotNull();
		assertThat(this.meters.get("cinema.receivers.unknown_zone").counter()).isNotNull();
		assertThat(this.meters.get("cinema.dispatch.seats.most").gauge().value()).isEqualTo(64);
	}

	@Test
	void tellsHowManyEventsAreNotTaken() {
		await().atMost(Duration.ofSeconds(40))
			.untilAsserted(() -> assertThat(this.meters.get("cinema.intake.lag").gauge().value()).isNotNegative());
	}

	@Test
	void knowsItsPartsByName() {
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			assertThat(health("temporal").getStatus()).isEqualTo(Status.UP);
			assertThat(health("kafka").getStatus()).isEqualTo(Status.UP);
		});
		assertThat(health("temporal").getDetails()).containsEntry("workers", "started");
		assertThat(health("kafka").getDetails()).containsKeys("brokers", "partitions");
	}

	private Health health(String part) {
		HealthIndicator indicator = this.parts.get(part);
		assertThat(indicator).as(part).isNotNull();
		return indicator.health();
	}

}
