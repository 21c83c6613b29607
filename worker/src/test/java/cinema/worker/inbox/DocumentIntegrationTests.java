package cinema.worker.inbox;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What is described of inboxes, and the files of the widget. */
@Timeout(120)
class DocumentIntegrationTests {

	private static Site site;

	@BeforeAll
	static void start() throws Exception {
		site = new Site();
	}

	@AfterAll
	static void stop() throws Exception {
		site.close();
	}

	@Test
	void saysOfEveryOperationAndFieldWhatItIs() throws Exception {
		JsonNode document = Site.JSON.readTree(get("/v3/api-docs").body());
		assertThat(document.path("paths").propertyNames()).containsExactlyInAnyOrder("/api/v1/inbox",
				"/api/v1/inbox/changes", "/api/v1/inbox/seen", "/api/v1/inbox/read", "/api/v1/inbox/{id}",
				"/api/v1/inbox/push", "/api/v1/inbox/push/{id}", "/api/v1/inbox/push/{id}/left",
				"/api/v1/inbox/push/{id}/moved", "/api/v1/inbox/push/seen");
		document.path("paths").properties().forEach((path) -> path.getValue().properties().forEach((method) -> {
			JsonNode operation = method.getValue();
			assertThat(operation.path("summary").asString("")).as(path.getKey()).isNotEmpty();
			assertThat(operation.path("description").asString("")).as(path.getKey()).isNotEmpty();
			assertThat(operation.path("responses").propertyNames()).as(path.getKey()).contains("429", "503");
			boolean open = operation.path("security").isArray() && operation.path("security").isEmpty();
			assertThat(operation.path("responses").has("401")).as(path.getKey()).isNotEqualTo(open);
			operation.path("parameters")
				.values()
				.forEach((parameter) -> assertThat(parameter.has("example") && parameter.has("description"))
					.as(path.getKey() + " " + parameter.path("name"))
					.isTrue());
		}));
		document.at("/components/schemas").properties().forEach((schema) -> {
			if (!schema.getKey().equals("Problem")) {
				schema.getValue().path("properties").properties().forEach((field) -> {
					assertThat(field.getKey()).matches("[a-z][a-z0-9_]*");
					assertThat(field.getValue().path("description").asString("")).as(schema.getKey() + field.getKey())
						.isNotEmpty();
				});
			}
		});
	}

	@Test
	void keepsFilesOfAVersionForAYear() throws Exception {
		JsonNode names = Site.JSON.readTree(get("/widget").body());
		for (String file : new String[] { "script", "style", "notifications" }) {
			HttpResponse<String> versioned = get(names.path(file).asString());
			assertThat(versioned.statusCode()).isEqualTo(200);
			assertThat(versioned.headers().firstValue("Cache-Control").orElse("")).contains("max-age=31536000",
					"immutable");
		}
		HttpResponse<String> plain = get("/widget/inbox.js");
		assertThat(plain.headers().firstValue("Cache-Control").orElse("")).contains("max-age=300");
		assertThat(plain.headers().firstValue("Content-Type").orElse("")).startsWith("text/javascript");
		assertThat(plain.headers().firstValue("Cross-Origin-Resource-Policy")).hasValue("cross-origin");
		HttpResponse<String> another = get("/widget/inbox-0123456789ab.js");
		assertThat(another.statusCode()).as("of an instance of another version").isEqualTo(200);
		assertThat(another.headers().firstValue("Cache-Control").orElse("")).contains("max-age=300");
		assertThat(get("/widget/inbox-0.js").statusCode()).isEqualTo(404);
		assertThat(get("/widget/../application.yaml").statusCode()).isIn(400, 401, 404);
	}

	@Test
	void answersPagesThatMayShowInboxesAlone() throws Exception {
		assertThat(preflight(Site.ORIGIN).headers().firstValue("Access-Control-Allow-Origin")).hasValue(Site.ORIGIN);
		HttpResponse<String> other = preflight("https://evil.example");
		assertThat(other.statusCode()).isEqualTo(403);
		assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
	}

	private static HttpResponse<String> preflight(String origin) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri("/api/v1/inbox"))
				.method("OPTIONS", HttpRequest.BodyPublishers.noBody())
				.header("Origin", origin)
				.header("Access-Control-Request-Method", "GET")
				.header("Access-Control-Request-Headers", "authorization")
				.build(), BodyHandlers.ofString());
	}

	private static HttpResponse<String> get(String path) throws Exception {
		return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
	}

	private static URI uri(String path) {
		return URI.create("http://127.0.0.1:" + site.port(0) + path);
	}

}
