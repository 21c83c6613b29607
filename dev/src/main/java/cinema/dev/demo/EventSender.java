package cinema.dev.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import cinema.dev.part.KafkaPart;
import cinema.dev.stack.Console;
import cinema.dev.stack.Places;
import cinema.dev.stack.RunFolder;
import cinema.dev.stack.StackException;
import cinema.dev.stack.StackFile;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./run send}: announces events from a file, each exactly as it stands there. */
public final class EventSender {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private EventSender() {
	}

	public static int send(RunFolder folder, Path file) throws IOException, InterruptedException {
		Places places = StackFile.read(folder)
			.orElseThrow(() -> new StackException("Nothing is running here; start it with ./run"));
		JsonNode content = read(file);
		List<JsonNode> events = content.isArray() ? content.valueStream().toList() : List.of(content);
		try (Producer<String, String> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", places.kafka(), "acks", "all"), new StringSerializer(),
				new StringSerializer())) {
			for (JsonNode event : events) {
				announce(producer, event, places);
			}
			return 0;
		}
		catch (ExecutionException ex) {
			throw new StackException("Kafka has not taken it: " + ex.getCause(), ex);
		}
	}

	private static JsonNode read(Path file) throws IOException {
		if (!Files.isReadable(file)) {
			throw new StackException(file + " cannot be read");
		}
		try {
			return JSON.readTree(Files.readString(file));
		}
		catch (JacksonException ex) {
			throw new StackException(file + " is no JSON: " + ex.getOriginalMessage(), ex);
		}
	}

	private static void announce(Producer<String, String> producer, JsonNode event, Places places)
			throws InterruptedException, ExecutionException {
		String id = event.path("id").asString("");
		String type = type(event);
		String key = (id.isEmpty() || type.isEmpty()) ? null : id + "+" + type;
		RecordMetadata at = producer.send(new ProducerRecord<>(KafkaPart.TOPIC, key, JSON.writeValueAsString(event)))
			.get();
		String place = at.topic() + "-" + at.partition() + "-" + at.offset();
		Console.say(place + "  " + link(id.isEmpty() ? place : id, type, places));
	}

	/** Without one it is a mailing, when it names receivers and a template. */
	private static String type(JsonNode event) {
		String named = event.path("event_type").asString(event.path("event").asString(""));
		return (named.isEmpty() && event.has("receivers") && event.has("template")) ? "mailing" : named;
	}

	private static String link(String id, @Nullable String type, Places places) {
		return (type == null || type.isEmpty())
				? "it names no event_type: the orchestrator puts it aside, and tells nobody"
				: places.workflow("event/" + type.replaceAll("_event$", "") + "/" + id);
	}

}
