package cinema.orchestrator;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The samples of the contract on their whole way to a letter, and with one URL where a
 * list is meant.
 */
@IntegrationTest
class KnownEventsIntegrationTests {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final String id = UUID.randomUUID().toString();

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private FakeNeighbour stub;

	@ParameterizedTest
	@CsvSource({ "new_episode,series,normal", "reactions_summary,stats,normal", "new_movies,movies,bulk" })
	void becomeLetters(String type, String field, String urgency) throws Exception {
		ObjectNode event = sample(type);
		assertThat(letter(event, urgency)).contains("Solaris");

		ObjectNode alone = sample(type);
		alone.withObject("details").set(field, alone.at("/details/" + field + "/0"));
		alone.put("id", this.id + "-alone");
		assertThat(letter(alone, urgency)).contains("Solaris");
	}

	private String letter(ObjectNode event, String urgency) {
		this.kafka.send("notifications.events", JSON.writeValueAsString(event).getBytes(StandardCharsets.UTF_8)).join();
		FakeWorker worker = new FakeWorker(this.rabbit);
		Message letter = worker.take("postings.email." + urgency);
		worker.report(letter, "DELIVERED");
		return worker.read(letter).path("text").asString();
	}

	/** For somebody whose clock shows noon. */
	private ObjectNode sample(String type) throws Exception {
		ObjectNode event = (ObjectNode) JSON
			.readTree(Files.readString(Path.of("../docs/contracts/event-" + type + ".json")));
		event.put("id", this.id).put("occurred_at", Instant.now().toString());
		this.stub.on("id=" + this.id, 200, user());
		this.stub.on("is_active=True", 200, user());
		for (String film : new String[] { "/series/3fa85f64", "/reviews/7c9e6679", "/movies/1", "/movies/2" }) {
			this.stub.on(film, 200, "{\"title\": \"Solaris\", \"episode\": \"1\"}");
		}
		if (event.at("/details/user_id").isString()) {
			event.withObject("details").put("user_id", this.id);
		}
		return event;
	}

	private String user() {
		int ahead = 12 - Instant.now().atOffset(ZoneOffset.UTC).getHour();
		return """
				{"items": [{"id": "%s", "email": "ann@example.com", "time_zone": "Etc/GMT%+d"}], "next": null}"""
			.formatted(this.id, -ahead);
	}

}
