package cinema.auth.field;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cinema.auth.AuthTest;
import cinema.auth.documentation.Document.Operation;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether requests are taken and refused as the document says, field by field. */
class RequestFieldIntegrationTests extends AuthTest {

	private static final JsonMapper JSON = JsonMapper.shared();

	@Test
	void refusesWhatTheSchemaForbidsAndNamesTheField() {
		List<String> loose = new ArrayList<>();
		forEachField((operation, headers, field, schema, required) -> wrong(schema, required).forEach((what, value) -> {
			Answer answer = send(operation, field, value, headers);
			// A token that is none of ours may be one that has ended.
			boolean refused = answer.status() == 400 || (answer.status() == 401 && field.endsWith("token"));
			if (!refused || !answer.field().startsWith(field)) {
				loose.add(operation + " " + field + " " + what + ": " + answer.status() + " " + answer.body());
			}
		}));
		assertThat(loose).isEmpty();
	}

	@Test
	void takesNullWhereTheSchemaDoes() {
		List<String> strict = new ArrayList<>();
		forEachField((operation, headers, field, schema, required) -> {
			if (types(schema).contains("null")) {
				Answer answer = send(operation, field, "null", headers);
				boolean said = operation.json().at("/responses/400").has("description");
				if (answer.status() >= 400 && answer.field().startsWith(field) && !said) {
					strict.add(operation + " " + field + ": " + answer.body());
				}
			}
		});
		assertThat(strict).isEmpty();
	}

	@Test
	void takesFieldsThatItDoesNotKnowUnlessTheSchemaForbidsThem() {
		forEachField((operation, headers, field, schema, required) -> {
			JsonNode record = document().resolve(operation.body().path("schema"));
			Answer answer = send(operation, "nobody_knows", "1", headers);
			assertThat(answer.status() == 400 && answer.field().equals("nobody_knows")).as(operation.toString())
				.isEqualTo(record.path("additionalProperties").isBoolean());
		});
	}

	private void forEachField(FieldVisitor visitor) {
		document().operations().stream().filter((one) -> one.json().has("requestBody")).forEach((operation) -> {
			JsonNode record = document().resolve(operation.body().path("schema"));
			List<String> required = record.path("required").valueStream().map(JsonNode::asString).toList();
			record.path("properties")
				.properties()
				.forEach((one) -> visitor.visit(operation, headers(operation), one.getKey(), one.getValue(),
						required.contains(one.getKey())));
		});
	}

	/** Whoever may, each time somebody else from somewhere else. */
	private String[] headers(Operation operation) {
		String rights = operation.json().path("security").toString();
		String[] who = rights.contains("admin") ? admin()
				: rights.contains("links") ? bearer(SERVICE_TOKEN) : rights.equals("[]") ? new String[0] : newcomer();
		return and(who, from(newAddress()));
	}

	private Answer send(Operation operation, String field, String value, String[] headers) {
		ObjectNode body = (ObjectNode) operation.body().path("example").deepCopy();
		body.set(field, JSON.readTree(value));
		if (value.isEmpty()) {
			body.remove(field);
		}
		return call(operation.method(), operation.uri(), body.toString(), headers);
	}

	private static List<String> types(JsonNode schema) {
		JsonNode type = schema.path("type");
		return type.isArray() ? type.valueStream().map(JsonNode::asString).toList() : List.of(type.asString());
	}

	/** Values that are not allowed, each by what is wrong with it. */
	private static Map<String, String> wrong(JsonNode schema, boolean required) {
		Map<String, String> wrong = new LinkedHashMap<>();
		List<String> types = types(schema);
		wrong.put("of another type", types.contains("object") ? "[]"
				: types.contains("array") ? "{}" : types.contains("string") ? "{}" : "\"x\"");
		if (!types.contains("null")) {
			wrong.put("null", "null");
		}
		if (required) {
			wrong.put("left out", "");
		}
		schema.properties().forEach((rule) -> {
			String value = against(rule.getKey(), rule.getValue(), schema);
			if (!value.isEmpty()) {
				wrong.put("against " + rule.getKey(), value);
			}
		});
		return wrong;
	}

	private static String against(String rule, JsonNode limit, JsonNode schema) {
		return switch (rule) {
			case "maxLength" -> "\"" + "a".repeat(limit.asInt() + 1) + "\"";
			case "minLength" -> (limit.asInt() > 0) ? "\"" + "a".repeat(limit.asInt() - 1) + "\"" : "";
			case "pattern" -> limit.asString().equals("\\S") ? "\"  \"" : "\" \\u0000\"";
			case "format" -> limit.asString().equals("uuid") ? "\"x\"" : "";
			case "maximum" -> String.valueOf(limit.asInt() + 1);
			case "minimum" -> String.valueOf(limit.asInt() - 1);
			case "maxItems" -> "[" + "\"mailings:read\",".repeat(limit.asInt()) + "\"mailings:read\"]";
			case "items" -> "[\"unknown\"]";
			case "propertyNames" -> "{\"No topic\": {\"email\": true}}";
			case "additionalProperties" -> "{\"new_movies\": {\"pigeon\": true}}";
			default -> "";
		};
	}

	/** What is done with a field. */
	private interface FieldVisitor {

		void visit(Operation operation, String[] headers, String field, JsonNode schema, boolean required);

	}

}
