package cinema.orchestrator.asyncapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.contract.Contracts;
import cinema.orchestrator.intake.IntakeProperties;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Kafka topics that the orchestrator reads and writes, as AsyncAPI 3.0 has it; the
 * schemas are those by which events are refused.
 */
final class AsyncApi {

	private static final String SCHEMAS = "#/components/schemas/";

	private static final String MESSAGES = "#/components/messages/";

	private static final String MAILING = "mailing";

	private final Contracts contracts;

	private final IntakeProperties intake;

	AsyncApi(Contracts contracts, IntakeProperties intake) {
		this.contracts = contracts;
		this.intake = intake;
	}

	/** As YAML. */
	@Override
	public String toString() {
		DumperOptions options = new DumperOptions();
		options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
		options.setWidth(150);
		options.setLineBreak(DumperOptions.LineBreak.UNIX);
		return new Yaml(options).dump(document());
	}

	private Map<String, Object> document() {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("asyncapi", "3.0.0");
		document.put("info", map("title", "Cinema notifications: events", "version", "1", "description",
				"What services announce on Kafka. Made from the catalogue of the orchestrator and its schemas (JSON Schema "
						+ "2020-12); what breaks its schema is a dead letter that names the place."));
		document.put("defaultContentType", "application/json");
		document.put("channels", channels());
		document.put("operations", operations());
		document.put("components", map("messages", messages(), "schemas", schemas()));
		return document;
	}

	private Map<String, Object> channels() {
		Map<String, Object> channels = new LinkedHashMap<>();
		for (String topic : this.intake.topics()) {
			Map<String, Object> messages = new LinkedHashMap<>();
			this.contracts.types().forEach((type) -> messages.put(type, reference(MESSAGES + type)));
			channels.put(name(topic), map("address", topic, "description",
					"The value is the event itself, in no envelope. The key is <id>+<event_type>, so that one event keeps its order.",
					"messages", messages));
			channels.put(name(this.intake.deadLetters(topic)),
					map("address", this.intake.deadLetters(topic), "description",
							"What nobody could read: the same key, headers and bytes.", "messages",
							map("dead_letter", reference(MESSAGES + "dead_letter"))));
		}
		return channels;
	}

	private Map<String, Object> operations() {
		Map<String, Object> operations = new LinkedHashMap<>();
		for (String topic : this.intake.topics()) {
			operations.put("take_from_" + name(topic), map("action", "receive", "channel", channel(topic), "summary",
					"Each event becomes one workflow, or a dead letter."));
			operations.put("announce_to_" + name(topic),
					map("action", "send", "channel", channel(topic), "summary",
							"Mailings that staff and schedules order, and what services announce over REST.",
							"messages", List.of(reference("#/channels/" + name(topic) + "/messages/" + MAILING))));
			String dead = this.intake.deadLetters(topic);
			operations.put("bury_in_" + name(dead), map("action", "send", "channel", channel(dead), "summary",
					"What became no workflow, with the reason."));
		}
		return operations;
	}

	private Map<String, Object> messages() {
		Map<String, Object> messages = new LinkedHashMap<>();
		this.contracts.types().forEach((type) -> messages.put(type, message(type)));
		messages.put("dead_letter", map("title", "A dead letter", "headers", reference(SCHEMAS + "dead_letter_headers"),
				"payload", map("description", "The bytes as they came.")));
		return messages;
	}

	private Map<String, Object> message(String type) {
		JsonNode source = this.contracts.source(type);
		Map<String, Object> message = map("name", type, "title",
				(source != null) ? source.path("title").asString(type) : type, "payload",
				reference(SCHEMAS + ((source != null) ? type : "event")));
		JsonNode sample = this.contracts.sample(type);
		if (sample != null) {
			message.put("examples", List.of(map("payload", plain(sample))));
		}
		return message;
	}

	private Map<String, Object> schemas() {
		Map<String, Object> schemas = new LinkedHashMap<>();
		schemas.put("event", plain(part((ObjectNode) this.contracts.common().deepCopy())));
		this.contracts.types().forEach((type) -> {
			if (this.contracts.source(type) instanceof ObjectNode source) {
				ObjectNode schema = source.deepCopy();
				Contracts.referTo(SCHEMAS + "event", schema);
				schemas.put(type, plain(moved(part(schema), type)));
			}
		});
		Map<String, Object> headers = new LinkedHashMap<>();
		List.of("x-reason", "x-detail", "x-topic", "x-partition", "x-offset", "x-timestamp", "x-at")
			.forEach((name) -> headers.put(name, map("type", "string")));
		List<String> needed = List.copyOf(headers.keySet());
		headers.put("x-cut-from",
				map("type", "string", "description", "How many bytes there were, where not all are kept."));
		schemas.put("dead_letter_headers", map("type", "object", "required", needed, "properties", headers));
		return schemas;
	}

	/** As it is within a document. */
	private static ObjectNode part(ObjectNode schema) {
		schema.remove("$schema");
		return schema;
	}

	/** What a schema has of its own is further down here. */
	private static JsonNode moved(ObjectNode schema, String type) {
		return JsonMapper.shared().readTree(schema.toString().replace("\"#/$defs/", "\"" + SCHEMAS + type + "/$defs/"));
	}

	private static Map<String, Object> channel(String topic) {
		return reference("#/channels/" + name(topic));
	}

	private static String name(String topic) {
		return topic.replaceAll("[^A-Za-z0-9_-]", "_");
	}

	private static Object plain(JsonNode json) {
		return JsonMapper.shared().treeToValue(json, Object.class);
	}

	private static Map<String, Object> reference(String place) {
		return map("$ref", place);
	}

	private static Map<String, Object> map(@Nullable Object... namesAndValues) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			Object value = namesAndValues[i + 1];
			if (value != null) {
				map.put(String.valueOf(namesAndValues[i]), value);
			}
		}
		return map;
	}

}
