package cinema.dev.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import cinema.dev.machine.Console;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.part.KafkaPart;
import cinema.dev.stack.Places;
import cinema.dev.stack.StackFile;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./run send}: announces events from a file, each exactly as it stands there. */
public final class EventSender {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private EventSender() {
	}

	/**
	 * Announces what the files hold: events, or arrays of them, one after the other.
	 * @param files {@code -} is the standard input
	 */
	public static int send(RunFolder folder, List<Path> files) throws IOException, InterruptedException {
		Places places = StackFile.read(folder)
			.orElseThrow(() -> new StackException("Nothing is running here; start it with ./run"));
		// All are read before the first is announced.
		List<JsonNode> events = new ArrayList<>();
		for (Path file : files) {
			events.addAll(read(file));
		}
		try (Producer<String, String> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", places.kafka(), "acks", "all"), new StringSerializer(),
				new StringSerializer())) {
			KnownTypes known = KnownTypes.of(places.orchestrator());
			for (JsonNode event : events) {
				announce(producer, event, places, known);
			}
			return 0;
		}
		catch (ExecutionException ex) {
			throw new StackException("Kafka has not taken it: " + ex.getCause(), ex);
		}
	}

	private static List<JsonNode> read(Path file) throws IOException {
		boolean typed = file.toString().equals("-");
		if (!typed && (!Files.isReadable(file) || Files.isDirectory(file))) {
			throw new StackException(file + " cannot be read");
		}
		String text = typed ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : Files.readString(file);
		List<JsonNode> events = events(text, typed ? "The standard input" : file.toString());
		if (events.isEmpty()) {
			throw new StackException(file + " holds no event");
		}
		return events;
	}

	/** The events of a text; one that is no JSON is refused by name and place. */
	static List<JsonNode> events(String text, String name) {
		List<JsonNode> events = new ArrayList<>();
		try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
			while (values.hasNext()) {
				JsonNode value = values.next();
				events.addAll(value.isArray() ? value.valueStream().toList() : List.of(value));
			}
		}
		catch (JacksonException ex) {
			throw new StackException(name + " is no JSON: "
					+ String.valueOf(ex.getOriginalMessage()).replaceAll("\\s*\\([^()]*\\[Source: .*$", "") + " (line "
					+ ex.getLocation().getLineNr() + ", column " + ex.getLocation().getColumnNr() + ")", ex);
		}
		events.stream().filter((one) -> !one.isObject()).findFirst().ifPresent((one) -> {
			throw new StackException(name + " holds what is no event: " + one);
		});
		return events;
	}

	private static void announce(Producer<String, String> producer, JsonNode event, Places places, KnownTypes known)
			throws InterruptedException, ExecutionException {
		String id = text(event, "id");
		String type = type(event);
		String key = (id.isEmpty() || type.isEmpty()) ? null : id + "+" + type;
		RecordMetadata at = producer.send(new ProducerRecord<>(KafkaPart.TOPIC, key, JSON.writeValueAsString(event)))
			.get();
		String place = at.topic() + "-" + at.partition() + "-" + at.offset();
		Console.say(place + "  " + outlook(id.isEmpty() ? place : id, type, places, known));
	}

	/** As the intake reads it: what has receivers and a template is a mailing. */
	static String type(JsonNode event) {
		String type = text(event, "event_type").isEmpty() ? text(event, "event") : text(event, "event_type");
		boolean mailing = type.isEmpty() && event.has("receivers") && event.has("template");
		return mailing ? "mailing" : type.replaceAll("_event$", "");
	}

	private static String text(JsonNode event, String field) {
		return event.path(field).isValueNode() ? event.path(field).asString("") : "";
	}

	/** Its workflow, or why there will be none. */
	static String outlook(String id, String type, Places places, KnownTypes known) {
		if (type.isEmpty()) {
			return "(no event_type: it becomes a dead letter)";
		}
		return known.lack(type)
				? "(no notice knows the event_type " + type + ": it becomes a dead letter, UNKNOWN_TYPE)"
				: places.workflow("event/" + type + "/" + id);
	}

}
