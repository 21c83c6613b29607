package cinema.orchestrator.intake;

import cinema.orchestrator.IntegrationTest;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is written down of Kafka's topics, and the rules of zones that everybody has. */
@IntegrationTest
class RecordIdentitiesIntegrationTests {

	@Autowired
	private RecordIdentities identities;

	@Autowired
	private MeterRegistry meters;

	@Test
	void keepsTheFirstTopicOfAName() {
		assertThat(this.identities.first("some.topic", "one")).isEqualTo("one");
		assertThat(this.identities.first("some.topic", "two")).isEqualTo("one");
		assertThat(this.identities.first("other.topic", "two")).isEqualTo("two");
	}

	@Test
	void comparesTheRulesOfZonesWithThoseOfPostgreSql() {
		assertThat(this.meters.get("cinema.tzdata.info").gauge().getId().getTag("version")).matches("20\\d\\d[a-z]");
		await().untilAsserted(
				() -> assertThat(this.meters.get("cinema.tzdata.differing").gauge().value()).isBetween(0.0, 60.0));
	}

}
