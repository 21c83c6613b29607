package cinema.orchestrator.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.orchestrator.contract.CatalogueSeen.FieldSeen;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** A schema as a table of its fields, for people to read. */
final class SchemaFields {

	private static final int DEEPEST = 8;

	private final JsonNode whole;

	private final Map<String, FieldSeen> fields = new LinkedHashMap<>();

	private SchemaFields(JsonNode whole) {
		this.whole = whole;
	}

	/**
	 * Lists them, what all events have first.
	 * @param whole a schema that refers to nothing outside of itself
	 */
	static List<FieldSeen> of(JsonNode whole) {
		SchemaFields table = new SchemaFields(whole);
		table.read(whole, "", 0);
		return List.copyOf(table.fields.values());
	}

	/** What holds under a condition alone is left out; what holds otherwise is not. */
	private void read(JsonNode schema, String within, int depth) {
		if (depth > DEEPEST) {
			return;
		}
		schema.path("allOf").valueStream().forEach((one) -> read(one, within, depth + 1));
		if (schema.path("$ref").asString("").startsWith("#/")) {
			read(this.whole.at(JsonPointer.compile(schema.path("$ref").asString().substring(1))), within, depth + 1);
		}
		Set<String> needed = schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
		schema.path("properties")
			.properties()
			.forEach((one) -> add(within + one.getKey(), one.getValue(), needed.contains(one.getKey()), depth));
		read(schema.path("else"), within, depth + 1);
	}

	/** What is said of a field further on is added to what all events have. */
	private void add(String path, JsonNode field, boolean needed, int depth) {
		FieldSeen known = this.fields.getOrDefault(path, new FieldSeen(path, List.of(), false, ""));
		this.fields.put(path, new FieldSeen(path, field.has("type") ? types(field) : known.types(),
				needed || known.needed(), field.path("description").asString(known.meaning())));
		read(field, path + ".", depth + 1);
		read(field.path("items"), path + "[].", depth + 1);
	}

	private static List<String> types(JsonNode field) {
		JsonNode type = field.path("type");
		Stream<JsonNode> all = type.isArray() ? type.valueStream() : Stream.of(type);
		return all.map(JsonNode::asString).toList();
	}

}
