package cinema.orchestrator.mailing;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Orders that cannot be read, by REST and on Kafka. */
@IntegrationTest
class BadOrderIntegrationTests {

	private static final String TOPIC = "notifications.events";

	private static final String GOOD = """
			{"id": "%s", "receivers": "http://auth/users?of=nobody", "template": "email/new_movies.md",
			 "quiet_hours": "ignore"%s}""";

	private final String id = UUID.randomUUID().toString();

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@Autowired
	private ConsumerFactory<byte[], byte[]> consumers;

	@LocalServerPort
	private int port;

	private MailingRest rest;

	@BeforeEach
	void call() {
		this.rest = new MailingRest(this.port);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			receivers        | "http://evil/users"
			receivers        | "http://auth:8081/users"
			receivers        | "http://auth@evil/users"
			receivers        | "file:///etc/passwd"
			receivers        | 5
			template         | "../secrets.md"
			delivery_type    | ["pigeon"]
			expires_in       | "soon"
			expires_in       | "2 fortnights"
			expires_in       | "400 days"
			template_context | {"films": "http://evil/films"}
			template_context | []
			send_at          | "2026-02-30T10:00"
			rate             | 0
			quiet_hours      | "maybe"
			""")
	void areRefusedWithTheFieldOrBuriedWithTheReason(String field, String value) throws Exception {
		String bad = GOOD.formatted(this.id, "")
			.replaceAll("\"" + field + "\": \"[^\"]*\"", "\"" + field + "\": " + value);
		bad = bad.contains("\"" + field + "\"") ? bad : GOOD.formatted(this.id, ", \"" + field + "\": " + value);

		HttpResponse<String> refused = this.rest.post("/api/v1/mailings", bad);
		announce(bad);

		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
		assertThat(MailingRest.read(refused).at("/errors/0/field").asString()).isEqualTo(field);
		assertThat(MailingRest.read(refused).at("/errors/0/reason").asString()).isNotEmpty();
		ConsumerRecord<byte[], byte[]> dead = deadLetter();
		assertThat(header(dead, "x-reason")).startsWith("INVALID_" + field.toUpperCase(Locale.ROOT));
		assertThat(header(dead, "x-detail")).startsWith(field + ": ");
		assertThat(text(dead.value())).isEqualTo(bad);
	}

	@Test
	void areTakenOnceTheyAreMended() throws Exception {
		double before = dead("INVALID_EXPIRES_IN");
		announce(GOOD.formatted(this.id, ", \"expires_in\": \"soon\""));
		String dead = text(deadLetter().value());
		assertThat(dead("INVALID_EXPIRES_IN")).isEqualTo(before + 1);
		assertThat(this.rest.get(path()).statusCode()).as("no workflow").isEqualTo(404);

		announce(dead.replace("soon", "1 day"));

		await().atMost(Duration.ofSeconds(30)).until(() -> shown().path("status").asString("").equals("COMPLETED"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void mayWriteTheirTimeToLiveInManyWays(boolean byRest) throws Exception {
		Map<String, String> spans = new TreeMap<>(Map.of("\"120 sec\"", "PT2M", "\"2 days\"", "PT48H", "\"PT2M\"",
				"PT2M", "\"P1W\"", "PT168H", "\"1 day, 12 hours\"", "PT36H", "\"90m\"", "PT1H30M", "120", "PT2M",
				"\"1.5 Hours\"", "PT1H30M", "\"1h30m\"", "PT1H30M"));
		int number = 0;
		for (String span : spans.keySet()) {
			String order = GOOD.formatted(this.id + "-" + number++,
					", \"send_at\": \"2100-01-01T00:00:00Z\", \"expires_in\": " + span);
			if (byRest) {
				HttpResponse<String> taken = this.rest.post("/api/v1/mailings", order);
				assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
			}
			else {
				announce(order);
			}
		}
		for (String wanted : spans.values()) {
			String one = path().replace(this.id, this.id + "-" + --number);
			await().atMost(Duration.ofSeconds(30))
				.until(() -> MailingRest.read(this.rest.get(one)).path("status").asString("").equals("HELD"));
			this.rest.post(one + "/cancel", "");
		}
		for (String wanted : spans.values()) {
			String one = path().replace(this.id, this.id + "-" + number++);
			assertThat(MailingRest.read(this.rest.get(one)).at("/order/expires_in").asString()).isEqualTo(wanted);
		}
	}

	private String path() {
		return "/api/v1/mailings/" + this.id + "/new_movies";
	}

	private JsonNode shown() throws Exception {
		return MailingRest.read(this.rest.get(path()));
	}

	private double dead(String reason) throws Exception {
		return this.rest.get("/actuator/prometheus")
			.body()
			.lines()
			.filter((line) -> line.startsWith("cinema_events_dead_total") && line.contains("\"" + reason + "\""))
			.mapToDouble((line) -> Double.parseDouble(line.replaceAll(".* ", "")))
			.sum();
	}

	private void announce(String order) {
		this.kafka.send(TOPIC, bytes(this.id), bytes(order)).join();
	}

	private ConsumerRecord<byte[], byte[]> deadLetter() {
		return await().atMost(Duration.ofSeconds(30))
			.until(() -> deadLetters().stream()
				.filter((one) -> one.key() != null && text(one.key()).equals(this.id))
				.findFirst()
				.orElse(null), (found) -> found != null);
	}

	private List<ConsumerRecord<byte[], byte[]>> deadLetters() {
		List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
		TopicPartition partition = new TopicPartition(TOPIC + ".dead", 0);
		try (Consumer<byte[], byte[]> consumer = this.consumers.createConsumer("test", "reader")) {
			consumer.assign(List.of(partition));
			consumer.seekToBeginning(List.of(partition));
			long end = consumer.endOffsets(List.of(partition)).get(partition);
			while (consumer.position(partition) < end) {
				consumer.poll(Duration.ofMillis(200)).forEach(records::add);
			}
		}
		return records;
	}

	private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
		return text(record.headers().lastHeader(name).value());
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
