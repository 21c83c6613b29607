package cinema.orchestrator.admin.order;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the letters of a draft are made of, as people type it: lines of name = value. A
 * value is a text, or JSON where it is none, or where the text would be read as something
 * else; what lines cannot say is one JSON object. What is written reads back the same.
 */
final class ContextLines {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {
	};

	private ContextLines() {
	}

	/**
	 * Reads it.
	 * @throws IllegalArgumentException that says what is wrong
	 */
	static Map<String, Object> read(String text) {
		if (text.startsWith("{")) {
			try {
				return JSON.readValue(text, VALUES);
			}
			catch (JacksonException lines) {
				// A name may begin so.
			}
		}
		Map<String, Object> values = new LinkedHashMap<>();
		text.lines().filter((line) -> !line.isBlank()).forEach((line) -> {
			int sign = line.indexOf('=');
			if (sign < 1) {
				throw new IllegalArgumentException("needs a name, = and a value on each line");
			}
			values.put(line.substring(0, sign).strip(), value(line.substring(sign + 1).strip()));
		});
		return values;
	}

	/** What nobody would write for the same as JSON, such as 007 or 1.50, is a text. */
	private static @Nullable Object value(String text) {
		try {
			Object value = JSON.readValue(text, Object.class);
			boolean quoted = text.startsWith("[") || text.startsWith("{") || text.startsWith("\"");
			return (quoted || JSON.writeValueAsString(value).equals(text)) ? value : text;
		}
		catch (JacksonException ex) {
			return text;
		}
	}

	static String write(Map<String, Object> values) {
		String lines = values.entrySet()
			.stream()
			.map((one) -> one.getKey() + " = " + written(one.getValue()))
			.collect(Collectors.joining("\n"));
		return isSaid(lines, values) ? lines : JSON.writeValueAsString(values);
	}

	private static boolean isSaid(String lines, Map<String, Object> values) {
		try {
			return read(lines.strip()).equals(values);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static String written(@Nullable Object value) {
		boolean plain = value instanceof String text && text.lines().count() <= 1 && text.equals(value(text.strip()));
		return plain ? String.valueOf(value) : JSON.writeValueAsString(value);
	}

}
