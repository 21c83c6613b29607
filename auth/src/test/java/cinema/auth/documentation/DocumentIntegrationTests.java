package cinema.auth.documentation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import cinema.auth.AuthTest;
import cinema.auth.documentation.Document.Operation;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** The OpenAPI document, which people copy from. */
class DocumentIntegrationTests extends AuthTest {

	private static final String WORDS = "[A-Z`].{5,}";

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	@Test
	void namesFieldsAsTheyAreOnTheWire() {
		JsonNode schemas = document().root().path("components").path("schemas");
		assertThat(schemas.path("Profile").path("properties").propertyNames()).contains("first_name", "time_zone");
		assertThat(schemas.path("RefreshRequest").path("required").path(0).asString("")).isEqualTo("refresh_token");
		schemas.forEach((schema) -> assertThat(schema.path("properties").propertyNames())
			.allSatisfy((name) -> assertThat(name).matches("[a-z_]+")));
	}

	@Test
	void refersToNothingThatIsNotThere() {
		JsonNode document = document().root();
		assertThat(document.findValuesAsString("$ref")).isNotEmpty()
			.allSatisfy((reference) -> assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference)
				.isFalse());
	}

	@Test
	void hasEveryEndPointOfTheApiAndNoPage() {
		Set<String> endPoints = this.mappings.getHandlerMethods()
			.keySet()
			.stream()
			.flatMap((one) -> one.getMethodsCondition()
				.getMethods()
				.stream()
				.flatMap((method) -> one.getPatternValues().stream().map((path) -> method + " " + path)))
			.filter((one) -> one.matches("[A-Z]+ (/api/v1|/s)/.*[^/]"))
			.collect(Collectors.toSet());
		assertThat(document().operations()).extracting(Operation::toString)
			.containsExactlyInAnyOrderElementsOf(endPoints);
	}

	@Test
	void describesEveryOperation() {
		List<String> tags = document().root().path("tags").findValuesAsString("name");
		assertThat(tags).isNotEmpty().noneMatch((tag) -> tag.matches(".*[Cc]ontroller.*"));
		assertThat(document().operations()).allSatisfy((operation) -> {
			JsonNode json = operation.json();
			assertThat(json.path("summary").asString("")).matches(WORDS).doesNotEndWith(".");
			assertThat(json.path("description").asString("")).matches("(?s)" + WORDS);
			assertThat(json.path("tags")).hasSize(1).allSatisfy((tag) -> assertThat(tags).contains(tag.asString()));
			assertThat(json.path("operationId").asString("")).matches("[a-z]+([A-Z][a-z]+)*");
			assertThat(json.path("parameters")).allSatisfy((parameter) -> {
				assertThat(parameter.path("description").asString("")).matches(WORDS);
				assertThat(parameter.has("schema") && parameter.has("example")).isTrue();
				assertThat(document().validate(parameter.path("schema"), parameter.path("example"))).isEmpty();
			});
		});
		assertThat(document().operations()).extracting((one) -> one.json().path("operationId").asString())
			.doesNotHaveDuplicates();
		assertThat(document().operations()).extracting((one) -> one.json().path("summary").asString())
			.doesNotHaveDuplicates();
	}

	@Test
	void describesEveryAnswer() {
		assertThat(document().operations()).allSatisfy((operation) -> {
			assertThat(operation.json().path("responses").propertyNames())
				.anyMatch((status) -> status.matches("[23]\\d\\d"));
			operation.json().path("responses").properties().forEach((one) -> {
				JsonNode response = document().resolve(one.getValue());
				assertThat(response.path("description").asString("")).matches(WORDS);
				if (one.getKey().charAt(0) == '4' || one.getKey().charAt(0) == '5') {
					assertThat(response.at("/content/application~1problem+json/schema/$ref").asString(""))
						.endsWith("/Problem");
				}
			});
		});
	}

	@Test
	void hasABodyToCopyWhereverThereIsOne() {
		assertThat(document().operations()).filteredOn((one) -> one.json().has("requestBody"))
			.allSatisfy((operation) -> {
				assertThat(operation.body().path("example").isObject()).isTrue();
				assertThat(document().validate(operation.body().path("schema"), operation.body().path("example")))
					.isEmpty();
			});
	}

	/** A word about something that is not there would be lost, or promise too much. */
	@Test
	void saysAllThatIsWritten() throws Exception {
		LoaderOptions options = new LoaderOptions();
		options.setMaxAliasesForCollections(1_000);
		JsonNode written = JsonMapper.shared()
			.valueToTree(new Yaml(options).<Object>load(new ClassPathResource("openapi.yaml").getInputStream()));
		written.properties().forEach((one) -> {
			if (!one.getKey().startsWith("x-")) {
				requireIn(one.getValue(), document().root().path(one.getKey()), one.getKey());
			}
		});
	}

	private static void requireIn(JsonNode written, JsonNode said, String place) {
		if (written.isObject()) {
			written.properties()
				.forEach((one) -> requireIn(one.getValue(), said.path(one.getKey()), place + "." + one.getKey()));
		}
		else if (place.endsWith(".parameters")) {
			written.forEach((one) -> requireIn(one, named(said, one.path("name")), place + "." + one.path("name")));
		}
		else if (written.isNull()) {
			assertThat(said.isMissingNode()).as(place).isTrue();
		}
		else {
			assertThat(said.isArray() || written.isArray() ? said.toString() : said.asString()).as(place)
				.isEqualTo(written.isArray() ? written.toString() : written.asString());
		}
	}

	private static JsonNode named(JsonNode parameters, JsonNode name) {
		return parameters.valueStream()
			.filter((one) -> one.path("name").equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError("no parameter " + name));
	}

	@Test
	void hasExamplesThatWork() {
		this.jdbc.sql("delete from users where email_key in ('ann@example.com', 'ann.lee@example.com')").update();
		this.jdbc.sql("delete from roles where name = 'editor'").update();
		String[] somewhere = from(newAddress());
		assertThat(tryExample("signUp", somewhere).status()).isEqualTo(201);
		String id = this.jdbc.sql("select id::text from users where email_key = 'ann@example.com'")
			.query(String.class)
			.single();
		String[] ann = bearer(tryExample("signIn", somewhere).body().path("access_token").asString());
		prove(id);
		for (String operation : List.of("changeProfile", "replacePreferences", "changePreferences",
				"requestEmailChange", "requestConfirmation", "requestPasswordReset", "exportProfile")) {
			assertThat(tryExample(operation, ann).status()).as(operation).isIn(200, 202);
		}
		String[] admin = admin();
		assertThat(tryExample("createRole", admin).status()).isEqualTo(201);
		String role = this.jdbc.sql("select id::text from roles where name = 'editor'").query(String.class).single();
		assertThat(tryExample("changeRole", role, admin).status()).isEqualTo(200);
		assertThat(tryExample("replaceRole", role, admin).status()).isEqualTo(200);
		assertThat(tryExample("deleteRole", role, admin).status()).isEqualTo(204);
		assertThat(tryExample("changeUser", id, admin).status()).isEqualTo(200);
		assertThat(tryExample("giveRole", id, admin).status()).isEqualTo(200);
		assertThat(tryExample("takeRole", id, admin).status()).isEqualTo(200);
		assertThat(tryExample("createLink", bearer(SERVICE_TOKEN)).status()).isEqualTo(201);
		assertThat(tryExample("eraseProfile", ann).status()).isEqualTo(204);
	}

	/** What needs the code of a letter or a token of one's own. */
	@Test
	void hasExamplesThatAreRefusedForTheirSecretsAlone() {
		for (String operation : List.of("resetPassword", "undoEmailChange", "renewTokens")) {
			assertThat(tryExample(operation, from(newAddress())).field()).isIn("code", "refresh_token");
		}
	}

	private Answer tryExample(String id, String... headers) {
		return tryExample(id, "", headers);
	}

	private Answer tryExample(String id, String of, String[] headers) {
		Operation operation = document().operations()
			.stream()
			.filter((one) -> one.json().path("operationId").asString().equals(id))
			.findFirst()
			.orElseThrow();
		return call(operation.method(), operation.path().replace("{id}", of),
				operation.body().path("example").toString(), headers);
	}

	@Test
	void letsInWhomItNames() {
		String[] admin = admin();
		String[] person = newcomer();
		assertThat(document().operations()).allSatisfy((operation) -> {
			boolean open = names(operation, List.of("nobody"));
			assertThat(isLetIn(operation)).as("nobody").isEqualTo(open);
			if (!open) {
				assertThat(isLetIn(operation, person)).as("a person").isEqualTo(names(operation, List.of()));
				assertThat(isLetIn(operation, admin)).as("an admin")
					.isEqualTo(names(operation, List.of("admin", "users:read", "links:write")));
				assertThat(isLetIn(operation, bearer(SERVICE_TOKEN))).as("a service")
					.isEqualTo(names(operation, List.of("users:read", "links:write"))
							&& !operation.json().path("security").isMissingNode());
			}
		});
	}

	/** Whether the security of an operation asks for no more than this. */
	private boolean names(Operation operation, List<String> rights) {
		JsonNode security = operation.json().path("security");
		if (security.isMissingNode()) {
			return !rights.contains("nobody");
		}
		return security.isEmpty() ? rights.contains("nobody") : security.valueStream()
			.anyMatch((one) -> rights.containsAll(one.path("bearer").valueStream().map(JsonNode::asString).toList()));
	}

	/** With a body that nobody takes, so that nothing happens. */
	private boolean isLetIn(Operation operation, String... headers) {
		Answer answer = call(operation.method(), operation.uri(), operation.json().has("requestBody") ? "[]" : "",
				Arrays.equals(headers, new String[0]) ? from(newAddress()) : headers);
		return answer.status() != 401 && answer.status() != 403;
	}

}
