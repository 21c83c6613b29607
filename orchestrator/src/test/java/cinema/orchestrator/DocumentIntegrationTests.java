package cinema.orchestrator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The OpenAPI document, which people copy from. */
@IntegrationTest
class DocumentIntegrationTests {

	private static final String SCHEDULES = "/api/v1/mailing-schedules";

	@LocalServerPort
	private int port;

	private JsonNode document;

	@BeforeEach
	void read() throws Exception {
		this.document = JsonMapper.shared()
			.readTree(HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(uri("/v3/api-docs")).build(), BodyHandlers.ofString())
				.body());
	}

	@Test
	void saysOfEveryOperationWhatItDoesAndHowItAnswers() {
		this.document.path("paths").properties().forEach((path) -> path.getValue().properties().forEach((method) -> {
			JsonNode operation = method.getValue();
			assertThat(operation.path("summary").asString("")).as(path.getKey()).isNotEmpty();
			assertThat(operation.path("description").asString("")).as(path.getKey()).isNotEmpty();
			assertThat(operation.path("responses").propertyNames()).as(path.getKey()).contains("503");
			boolean open = operation.path("security").isArray() && operation.path("security").isEmpty();
			assertThat(operation.path("responses").has("401") && operation.path("responses").has("403"))
				.as(path.getKey())
				.isNotEqualTo(open);
			if (path.getKey().contains("{")) {
				assertThat(operation.path("responses").propertyNames()).as(path.getKey()).contains("400", "404");
			}
			operation.path("parameters").values().forEach((parameter) -> {
				if (parameter.path("in").asString().equals("path")) {
					assertThat(parameter.has("example")).as(path + " " + parameter.path("name")).isTrue();
				}
			});
		}));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void isMadeWithoutAWordInTheLog(CapturedOutput output) throws Exception {
		// It is made once for each language.
		HttpRequest request = HttpRequest.newBuilder(uri("/v3/api-docs")).header("Accept-Language", "eo").build();
		assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
		assertThat(output).doesNotContain("WARN", "ERROR", "\tat ");
	}

	@Test
	void namesFieldsAsTheyAreOnTheWire() {
		this.document.at("/components/schemas")
			.values()
			.forEach((schema) -> assertThat(schema.path("properties").propertyNames())
				.allSatisfy((name) -> assertThat(name).matches("[a-z][a-z0-9_]*")));
	}

	@Test
	void refersToNothingThatIsNotThere() {
		assertThat(this.document.findValuesAsString("$ref")).isNotEmpty()
			.allSatisfy(
					(reference) -> assertThat(this.document.at(reference.substring(1)).isMissingNode()).as(reference)
						.isFalse());
	}

	@Test
	void hasExamplesThatWork() throws Exception {
		for (String path : List.of("/api/v1/notifications", "/api/v1/mailings")) {
			JsonNode example = this.document.at("/paths/" + path.replace("/", "~1") + "/post/requestBody/content")
				.path("application/json");
			assertThat(post(path, example(example))).as(path).isEqualTo(202);
		}
		// Without a server that keeps schedules it gets as far as Temporal.
		assertThat(post(SCHEDULES,
				example(this.document.at("/paths/" + SCHEDULES.replace("/", "~1"))
					.at("/post/requestBody/content")
					.path("application/json"))))
			.isEqualTo(503);
	}

	private static String example(JsonNode content) {
		JsonNode example = content.has("example") ? content.path("example")
				: content.path("examples").iterator().next().path("value");
		return example.isString() ? example.asString() : example.toString();
	}

	private int post(String path, String body) throws Exception {
		String token = path.contains("mailing") ? IntegrationTest.MARKETING_TOKEN : IntegrationTest.TOKEN;
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri(path))
				.header("Authorization", "Bearer " + token)
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString(body))
				.build(), BodyHandlers.ofString())
			.statusCode();
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

}
