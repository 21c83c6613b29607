package cinema.auth.outbox;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import cinema.auth.AuthTest;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ObservabilityIntegrationTests extends AuthTest {

	@Autowired
	private MeterRegistry meters;

	@Test
	void keepsTheTraceOfARequestBesideItsEvent() {
		String trace = UUID.randomUUID().toString().replace("-", "");
		signUp(newEmail(), "00-" + trace + "-b7ad6b7169203331-01");

		assertThat(traces("00-" + trace + "-%-01")).singleElement()
			.satisfies((kept) -> assertThat(kept).doesNotContain("b7ad6b7169203331"));
	}

	@Test
	void keepsNothingOfARequestThatNobodyTraces() {
		String trace = UUID.randomUUID().toString().replace("-", "");
		signUp(newEmail(), "00-" + trace + "-b7ad6b7169203331-00");

		assertThat(traces("%" + trace + "%")).isEmpty();
	}

	@Test
	void staysReadyWhileKafkaIsAway() {
		assertThat(get("/actuator/health").body().path("components").path("kafka").path("status").asString())
			.isEqualTo("DOWN");
		assertThat(get("/actuator/health/readiness").status()).isEqualTo(200);
		assertThat(get("/actuator/health/liveness").status()).isEqualTo(200);
	}

	@Test
	void tellsStrangersNoDetails() {
		assertThat(get("/actuator/health").body().toString()).contains("db").doesNotContain("details");
		assertThat(get("/actuator/env").status()).isEqualTo(401);
	}

	@Test
	void showsWhatWaitsToBeAnnounced() {
		signUp(newEmail(), "none");

		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(this.meters.get("cinema.outbox.open").gauge().value()).isPositive());
		assertThat(this.meters.get("cinema.outbox.age").gauge().value()).isNotNegative();
	}

	private void signUp(String email, String traceparent) {
		Answer answer = call("POST", "/api/v1/signup",
				"{\"email\": \"" + email + "\", \"password\": \"correct horse\"}", "traceparent", traceparent);
		assertThat(answer.status()).isEqualTo(201);
	}

	private List<String> traces(String pattern) {
		return this.jdbc.sql("select traceparent from outbox where traceparent like ?")
			.param(pattern)
			.query(String.class)
			.list();
	}

}
