package cinema.orchestrator.contract;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import tools.jackson.databind.JsonNode;

/**
 * Where an event breaks its schema; what stands there is never said.
 *
 * @param field the place in the event, for example {@code details.series[1]}
 * @param reason what is wrong with it, in plain words
 */
public record Violation(String field, String reason) {

	/** Of what is wrong with the event as a whole. */
	static final String WHOLE = "event";

	private static final int DEEPEST = 12;

	private static final int LONGEST = 300;

	private static final Map<String, String> TYPES = Map.of("string", "a text", "number", "a number", "integer",
			"a whole number", "object", "an object", "array", "a list", "boolean", "true or false", "null", "null");

	/**
	 * Reads what a schema does not like.
	 * @param words what the schema itself says of it, or nothing
	 */
	static Violation of(Error error, String words) {
		boolean missing = error.getKeyword().equals("required") && error.getProperty() != null;
		String path = path(
				missing ? error.getInstanceLocation().append(error.getProperty()) : error.getInstanceLocation());
		return new Violation(path.isEmpty() ? WHOLE : path,
				cut((words.isEmpty() && missing) ? "is missing" : words.isEmpty() ? reason(error) : words));
	}

	/**
	 * A name that a producer made up could be somebody's; those of schemas are like ours.
	 */
	private static String path(NodePath place) {
		StringBuilder path = new StringBuilder();
		for (int i = 0; i < Math.min(DEEPEST, place.getNameCount()); i++) {
			Object element = place.getElement(i);
			String name = String.valueOf(element);
			if (element instanceof Integer) {
				path.append('[').append(name).append(']');
			}
			else {
				path.append(path.isEmpty() ? "" : ".").append(name.matches("[A-Za-z0-9_-]{1,60}") ? name : "*");
			}
		}
		return path.toString();
	}

	private static String cut(String words) {
		return (words.length() > LONGEST) ? words.substring(0, LONGEST) + "..." : words;
	}

	private static String reason(Error error) {
		JsonNode wanted = error.getSchemaNode();
		return switch (error.getKeyword()) {
			case "type" -> "has to be " + types(wanted);
			case "enum" -> "has to be one of " + list(wanted);
			case "const" -> "has to be " + wanted;
			case "pattern" -> "has to be of the form " + wanted.asString();
			case "minItems" -> "has to have at least " + wanted + " entries";
			case "maxItems" -> "has to have at most " + wanted + " entries";
			case "minLength" -> "has to have at least " + wanted + " characters";
			case "maxLength" -> "has to have at most " + wanted + " characters";
			case "minimum" -> "has to be at least " + wanted;
			case "maximum" -> "has to be at most " + wanted;
			default -> "breaks the rule " + error.getKeyword() + " of its schema";
		};
	}

	private static String types(JsonNode wanted) {
		List<String> words = (wanted.isArray() ? wanted.valueStream().toList() : List.of(wanted)).stream()
			.map((one) -> TYPES.getOrDefault(one.asString(), one.asString()))
			.toList();
		int last = words.size() - 1;
		return (last == 0) ? words.get(0) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
	}

	private static String list(JsonNode wanted) {
		return wanted.valueStream()
			.map((one) -> one.isString() ? one.asString() : one.toString())
			.collect(Collectors.joining(", "));
	}

	@Override
	public String toString() {
		return this.field + ": " + this.reason;
	}

}
