package cinema.orchestrator.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.workflows.event.Event;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Reads events in all the spellings that real producers use, and says exactly what is
 * wrong with the rest.
 */
@Component
class EventParser {

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,200}");

	private static final Pattern TYPE = Pattern.compile("[a-z0-9_]{1,100}");

	private static final Instant FIRST_DAY = Instant.parse("2000-01-01T00:00:00Z");

	private final JsonMapper json = JsonMapper
		.builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private final Catalogue catalogue;

	private final IntakeProperties properties;

	private final Clock clock;

	EventParser(Catalogue catalogue, IntakeProperties properties, Clock clock) {
		this.catalogue = catalogue;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Reads one record with a value.
	 * @throws UnreadableEventException when it is no event that anybody knows
	 */
	Event parse(ConsumerRecord<byte[], byte[]> kafka) {
		JsonNode node = object(kafka.value());
		String type = type(node);
		String id = id(node, kafka);
		return new Event(type, id, text(node, "from_service"), occurredAt(node, kafka), details(node));
	}

	private JsonNode object(byte[] value) {
		if (value.length > this.properties.maxSize().toBytes()) {
			throw new UnreadableEventException("TOO_LARGE", "the record has " + value.length + " bytes");
		}
		JsonNode node = tree(utf8(value));
		if (!node.isObject()) {
			throw new UnreadableEventException("NOT_AN_OBJECT", "the record is no JSON object");
		}
		return node;
	}

	private JsonNode tree(String text) {
		try {
			return this.json.readTree(text);
		}
		catch (JacksonException ex) {
			// The parser's own words may quote the record.
			throw new UnreadableEventException("NOT_JSON",
					"the record is no valid JSON (" + ex.getClass().getSimpleName() + " at offset "
							+ ((ex.getLocation() != null) ? ex.getLocation().getCharOffset() : 0) + ")");
		}
	}

	private static String utf8(byte[] value) {
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
			String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
			if (unmarked.indexOf('\0') >= 0) {
				throw new UnreadableEventException("NOT_JSON", "the record contains NUL bytes");
			}
			return unmarked;
		}
		catch (CharacterCodingException ex) {
			throw new UnreadableEventException("NOT_UTF8", "the record is no valid UTF-8");
		}
	}

	private String type(JsonNode node) {
		String announced = text(node, "event_type");
		String type = (announced != null) ? announced : text(node, "event");
		if (type == null) {
			boolean mailing = node.has("receivers") && node.has("template");
			type = mailing ? "mailing" : "";
		}
		if (type.isEmpty()) {
			throw new UnreadableEventException("MISSING_TYPE", "event_type: missing");
		}
		String plain = type.endsWith("_event") ? type.substring(0, type.length() - "_event".length()) : type;
		if (!TYPE.matcher(plain).matches() || this.catalogue.find(plain).isEmpty()) {
			throw new UnreadableEventException("UNKNOWN_TYPE",
					"event_type: the catalogue has no notice for " + (TYPE.matcher(plain).matches() ? plain : "it"));
		}
		return plain;
	}

	private static String id(JsonNode node, ConsumerRecord<byte[], byte[]> kafka) {
		JsonNode id = node.get("id");
		if (id == null || id.isNull()) {
			return kafka.topic() + "-" + kafka.partition() + "-" + kafka.offset();
		}
		String text = (id.isString() || id.isIntegralNumber()) ? id.asString() : "";
		if (!ID.matcher(text).matches()) {
			throw new UnreadableEventException("INVALID_ID",
					"id: has to be 1 to 200 of A-Z, a-z, 0-9 and . _ : -, and nothing personal");
		}
		return text;
	}

	private Instant occurredAt(JsonNode node, ConsumerRecord<byte[], byte[]> kafka) {
		String text = text(node, "occurred_at");
		Instant at = (text != null) ? instant(text) : Instant.ofEpochMilli(kafka.timestamp());
		if (at.isAfter(this.clock.instant().plus(this.properties.maxAhead()))) {
			throw new UnreadableEventException("OCCURRED_AT_IN_FUTURE", "occurred_at: lies in the future");
		}
		return at;
	}

	private static Instant instant(String text) {
		try {
			Instant at = OffsetDateTime.parse(text).toInstant();
			if (at.isBefore(FIRST_DAY)) {
				return FIRST_DAY;
			}
			return at;
		}
		catch (DateTimeException ex) {
			throw new UnreadableEventException("INVALID_OCCURRED_AT",
					"occurred_at: has to be ISO 8601 with an offset, for example 2026-11-23T10:00:00Z");
		}
	}

	private Map<String, Object> details(JsonNode node) {
		JsonNode details = node.get("details");
		if (details == null || details.isNull()) {
			return Map.of();
		}
		if (!details.isObject()) {
			throw new UnreadableEventException("INVALID_DETAILS", "details: has to be an object");
		}
		Map<String, Object> values = new LinkedHashMap<>();
		details.properties().forEach((field) -> values.put(field.getKey(), plain(field.getValue())));
		return values;
	}

	private @Nullable Object plain(JsonNode value) {
		return this.json.treeToValue(value, Object.class);
	}

	private static @Nullable String text(JsonNode node, String field) {
		JsonNode value = node.get(field);
		if (value == null || value.isNull()) {
			return null;
		}
		if (!value.isString()) {
			throw new UnreadableEventException("INVALID_FIELD", field + ": has to be a text");
		}
		return value.asString();
	}

}
