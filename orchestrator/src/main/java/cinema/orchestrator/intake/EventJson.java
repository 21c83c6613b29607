package cinema.orchestrator.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cinema.platform.json.JsonFault;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one JSON object strictly: well-formed UTF-8 with or without a byte order mark, no
 * key twice, nothing after the end, nothing that nests or counts beyond reason.
 */
final class EventJson {

	private static final JsonMapper JSON = JsonMapper
		.builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private EventJson() {
	}

	static JsonNode object(byte[] value) {
		Envelope.refuse(value);
		JsonNode node = tree(utf8(value));
		if (!node.isObject()) {
			Envelope.refuse(node);
			throw new UnreadableEventException("NOT_AN_OBJECT", "the record is no JSON object");
		}
		return node;
	}

	private static JsonNode tree(String text) {
		try {
			return JSON.readTree(text);
		}
		catch (JacksonException ex) {
			throw new UnreadableEventException("NOT_JSON",
					"the record is no valid JSON (" + JsonFault.of(ex).reason() + ")");
		}
	}

	private static String utf8(byte[] value) {
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
			UnreadableEventException.unless(text.indexOf('\0') < 0, "NOT_JSON", "the record contains NUL bytes");
			return text.startsWith("\uFEFF") ? text.substring(1) : text;
		}
		catch (CharacterCodingException ex) {
			throw new UnreadableEventException("NOT_UTF8", "the record is no valid UTF-8");
		}
	}

	/** The node as maps, lists, texts, numbers and booleans. */
	static @Nullable Object plain(JsonNode node) {
		if (node.isObject()) {
			return map(node);
		}
		if (node.isArray()) {
			List<@Nullable Object> values = new ArrayList<>();
			node.values().forEach((value) -> values.add(plain(value)));
			return values;
		}
		if (node.isNumber()) {
			return number(node);
		}
		if (node.isBoolean()) {
			return node.booleanValue();
		}
		return node.isNull() ? null : wellFormed(node.asString());
	}

	static Map<String, @Nullable Object> map(JsonNode node) {
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		node.properties().forEach((field) -> values.put(wellFormed(field.getKey()), plain(field.getValue())));
		return values;
	}

	private static Number number(JsonNode node) {
		Number number = node.numberValue();
		UnreadableEventException.unless(!Double.isInfinite(number.doubleValue()), "INVALID_DETAILS",
				"details: a number is beyond any range");
		return number;
	}

	/**
	 * Without the halves of characters that JSON can express and UTF-8 cannot, and
	 * without NUL, which PostgreSQL cannot keep.
	 */
	private static String wellFormed(String text) {
		StringBuilder whole = new StringBuilder(text.length());
		text.codePoints().forEach((point) -> {
			boolean broken = point == 0 || Character.getType(point) == Character.SURROGATE;
			whole.appendCodePoint(broken ? '\uFFFD' : point);
		});
		return whole.toString();
	}

}
