package cinema.auth.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import cinema.auth.AuthTest.Answer;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document, read by tests. */
public record Document(JsonNode root) {

	private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	public List<Operation> operations() {
		List<Operation> operations = new ArrayList<>();
		this.root.path("paths")
			.properties()
			.forEach((path) -> path.getValue()
				.properties()
				.forEach((one) -> operations
					.add(new Operation(one.getKey().toUpperCase(Locale.ROOT), path.getKey(), one.getValue()))));
		return operations;
	}

	/** What is behind a reference. */
	public JsonNode resolve(JsonNode node) {
		return node.has("$ref") ? this.root.at(node.path("$ref").asString().substring(1)) : node;
	}

	/** Which of an operation's answers are not as the document says. */
	public List<String> faults(String method, String uri, Answer answer) {
		Operation operation = find(method, uri).orElse(null);
		if (operation == null) {
			return List.of();
		}
		JsonNode response = resolve(operation.json().path("responses").path(String.valueOf(answer.status())));
		if (response.isMissingNode()) {
			return List.of("no " + answer.status());
		}
		List<String> faults = new ArrayList<>();
		response.path("headers").properties().forEach((header) -> {
			if (resolve(header.getValue()).path("required").asBoolean(false)
					&& !answer.headers().containsKey(header.getKey().toLowerCase(Locale.ROOT))) {
				faults.add("no " + header.getKey());
			}
		});
		String type = answer.headers().getOrDefault("content-type", "").replaceAll(";.*", "");
		JsonNode content = response.path("content").path(type);
		if (type.isEmpty() ? !response.path("content").isEmpty() : content.isMissingNode()) {
			faults.add("no body of type '" + type + "'");
		}
		if (type.endsWith("json") && content.has("schema")) {
			validate(content.path("schema"), answer.body()).forEach(faults::add);
		}
		return faults;
	}

	private Optional<Operation> find(String method, String uri) {
		String path = uri.replaceAll("[?].*", "").replaceAll("(?<=.)/$", "");
		return operations().stream()
			.filter((one) -> one.method().equals(method)
					&& path.matches(one.path().replaceAll("[{][a-z]+[}]", "[^/]+")))
			.findFirst();
	}

	public List<String> validate(JsonNode schema, JsonNode body) {
		ObjectNode whole = ((ObjectNode) schema.deepCopy()).set("components", this.root.path("components"));
		return SCHEMAS.getSchema(whole).validate(body).stream().map(Object::toString).toList();
	}

	/** One of its operations. */
	public record Operation(String method, String path, JsonNode json) {

		/** The path with an example in the place of each parameter. */
		public String uri() {
			String uri = this.path;
			for (JsonNode parameter : this.json.path("parameters")) {
				if (parameter.path("in").asString().equals("path")) {
					uri = uri.replace("{" + parameter.path("name").asString() + "}",
							parameter.path("example").asString());
				}
			}
			return uri;
		}

		public JsonNode body() {
			return this.json.path("requestBody").path("content").path("application/json");
		}

		@Override
		public String toString() {
			return this.method + " " + this.path;
		}

	}

}
