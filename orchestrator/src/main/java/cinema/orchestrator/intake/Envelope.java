package cinema.orchestrator.intake;

import java.util.Arrays;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * What serializers and connectors wrap an event in; whoever announces it is told which.
 */
enum Envelope {

	SCHEMA_REGISTRY("a schema registry (a zero byte and the schema's number before the value)"),

	CLOUD_EVENTS("CloudEvents", "specversion", "source"),

	CONNECT("Kafka Connect (schemas.enable)", "schema", "payload"),

	DEBEZIUM("Debezium", "op", "after"),

	TEXT("a JSON text (the event was made JSON twice)");

	private static final String CODE = "ENVELOPE";

	private final String of;

	private final List<String> fields;

	Envelope(String of, String... fields) {
		this.of = of;
		this.fields = List.of(fields);
	}

	/** Names the envelope of a record that is no text. */
	static void refuse(byte[] value) {
		if (value.length > 5 && value[0] == 0) {
			throw SCHEMA_REGISTRY.refusal();
		}
	}

	/** Names the envelope of JSON that is no event. */
	static void refuse(JsonNode node) {
		if (node.isString() && node.asString().strip().startsWith("{")) {
			throw TEXT.refusal();
		}
		Arrays.stream(values())
			.filter((one) -> !one.fields.isEmpty() && one.fields.stream().allMatch(node::has))
			.findFirst()
			.ifPresent((one) -> {
				throw one.refusal();
			});
	}

	private UnreadableEventException refusal() {
		return new UnreadableEventException(CODE,
				"the event is in the envelope of " + this.of + "; the value has to be the event itself");
	}

}
