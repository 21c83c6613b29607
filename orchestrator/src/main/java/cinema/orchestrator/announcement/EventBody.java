package cinema.orchestrator.announcement;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import cinema.orchestrator.intake.EventParser;
import cinema.orchestrator.intake.UnreadableEventException;
import cinema.platform.json.StrictJsonFactory;
import cinema.platform.seal.Hashes;
import cinema.workflows.plan.Event;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event as somebody sent it.
 *
 * @param bytes what is announced on Kafka: as it came, or with the id that it got
 * @param fingerprint the same for the same content, whatever the order of its fields and
 * its spaces
 */
record EventBody(Event event, byte[] bytes, String fingerprint) {

	/** Strict, and exact in its numbers. */
	static final JsonMapper JSON = JsonMapper.builder(new StrictJsonFactory())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		.build();

	/**
	 * Reads an event by the rules that hold for Kafka.
	 * @throws UnreadableEventException when it is no event that anybody knows
	 */
	static EventBody read(byte[] value, EventParser parser, Instant now) {
		String id = UUID.randomUUID().toString();
		Event event = parser.parse(value, id, now);
		JsonNode node = JSON.readTree(value);
		byte[] bytes = value;
		if (event.id().equals(id)) {
			bytes = JSON.writeValueAsBytes(((ObjectNode) node).put("id", id));
		}
		return new EventBody(event, bytes,
				Hashes.sha256(JSON.writeValueAsString(JSON.treeToValue(node, Object.class))));
	}

	byte[] key() {
		return (this.event.id() + "+" + this.event.type()).getBytes(StandardCharsets.UTF_8);
	}

}
