package cinema.orchestrator.intake;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.mailing.MailingRest;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Events that break the schema of their type, from outside. */
@IntegrationTest
class BrokenEventsIntegrationTests {

	private static final String TOPIC = "notifications.events";

	private static final String DEAD = "/api/v1/dead-letters";

	private final String id = UUID.randomUUID().toString();

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@LocalServerPort
	private int port;

	private MailingRest rest;

	@BeforeEach
	void call() {
		this.rest = new MailingRest(this.port, IntegrationTest.TOKEN);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					INVALID_DETAILS  | details.series[1]: has to be a URL      | {"id": "%s", "event_type": "new_episode", "details": {"series": ["http://fastapi/1", "ann@example.com"]}}
					INVALID_DETAILS  | details.movies: is missing              | {"id": "%s", "event": "new_movies_event", "details": {"films": []}}
					INVALID_DETAILS  | details.user_id: is missing             | {"id": "%s", "event_type": "user_erased", "details": {"email": "ann@example.com"}}
					INVALID_TEMPLATE | template: has to be a text              | {"id": "%s", "receivers": "http://auth/users", "template": ["ann@example.com"]}
					""")
	void dieWithThePlaceAndHoldNothingUp(String reason, String detail, String event) throws Exception {
		announce(event.formatted(this.id));
		announce("{\"id\": \"%s\", \"event_type\": \"user_changed_password_successfully\"}".formatted(this.id));

		JsonNode dead = await().until(() -> dead(reason), (found) -> !found.isMissingNode());
		assertThat(dead.path("detail").asString()).isEqualTo(detail);
		assertThat(dead.path("event_id").asString()).isEqualTo(this.id);
		await().until(() -> isKnown("user_changed_password_successfully"));
	}

	@Test
	void areRefusedOverRestWithThePlace() throws Exception {
		HttpResponse<String> refused = this.rest.post("/api/v1/notifications",
				"{\"event_type\": \"new_movies\", \"details\": {\"movies\": [\"http://fastapi/1\", 5]}}");

		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
		assertThat(MailingRest.read(refused).at("/errors/0/field").asString()).isEqualTo("details.movies[1]");
		assertThat(MailingRest.read(refused).at("/errors/0/reason").asString())
			.isEqualTo("has to be a URL or an object");
	}

	/** As when a schema asked for more than there has to be. */
	@Test
	void goThroughWhenTheirSchemaIsMended() throws Exception {
		ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(TOPIC + ".dead", bytes("""
				{"id": "%s", "event_type": "new_episode", "details": {"user_id": "%s", "series": "http://fastapi/1"}}
				""".formatted(this.id, UUID.randomUUID())));
		letter.headers()
			.add("x-reason", bytes("INVALID_DETAILS"))
			.add("x-detail", bytes("details.series: has to be a list"))
			.add("x-topic", bytes(TOPIC));
		this.kafka.send(letter).join();
		JsonNode dead = await().until(() -> dead("INVALID_DETAILS"), (found) -> !found.isMissingNode());

		assertThat(this.rest.post(DEAD + "/" + dead.path("id").asString() + "/replay", "").statusCode()).isEqualTo(200);

		await().until(() -> isKnown("new_episode"));
	}

	private JsonNode dead(String reason) throws Exception {
		return MailingRest.read(this.rest.get(DEAD + "?limit=200&reason=" + reason))
			.path("items")
			.valueStream()
			.filter((one) -> one.path("event_id").asString("").equals(this.id))
			.findFirst()
			.orElse(MissingNode.getInstance());
	}

	private boolean isKnown(String type) throws Exception {
		return this.rest.get("/api/v1/notifications/" + type + "/" + this.id).statusCode() == 200;
	}

	private void announce(String event) {
		// One partition, so that the second comes after the first.
		this.kafka.send(TOPIC, bytes(this.id), bytes(event)).join();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
