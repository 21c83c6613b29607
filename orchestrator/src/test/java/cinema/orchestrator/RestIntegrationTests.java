package cinema.orchestrator;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every end point alike. */
@IntegrationTest
class RestIntegrationTests {

	private static final String EVENTS = "/api/v1/notifications";

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@CsvSource({ "email=bob@example.com,email", "userId=bob,userId", "user_id=a&user_id=b,user_id",
			"user_id=a%00b,user_id" })
	void namesTheParameterThatWouldBeMisread(String query, String field) throws Exception {
		HttpResponse<String> refused = call("GET", EVENTS + "?" + query, "");
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(error(refused).path("field").asString()).isEqualTo(field);
		assertThat(JsonMapper.shared().readTree(refused.body()).path("detail").asString()).as("to be read alone")
			.isEqualTo("A parameter would be misread: " + field + ": " + error(refused).path("reason").asString());
	}

	@Test
	void refusesUnknownParametersOfEveryOperation() throws Exception {
		for (var mapping : this.mappings.getHandlerMethods().keySet()) {
			for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
				for (String path : mapping.getPatternValues()) {
					// Payloads are opened for staff alone, who are asked for first.
					if (path.startsWith("/api/") && !path.startsWith("/api/v1/codec/")) {
						HttpResponse<String> refused = call(method.name(), filled(path) + "?dry_run=1", "{}");
						assertThat(refused.statusCode()).as(method + path).isEqualTo(400);
						assertThat(error(refused).path("field").asString()).as(method + path).isEqualTo("dry_run");
					}
				}
			}
		}
	}

	@Test
	void answersHeadLikeGetWithoutTheBody() throws Exception {
		Set<String> paths = new TreeSet<>(List.of("/actuator/health/liveness", "/actuator/info", "/v3/api-docs",
				"/swagger-ui/index.html", "/nothing"));
		this.mappings.getHandlerMethods().keySet().forEach((mapping) -> {
			if (mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
				mapping.getPatternValues().forEach((path) -> paths.add(filled(path)));
			}
		});
		assertThat(paths).hasSizeGreaterThan(10);
		for (String path : paths) {
			HttpResponse<String> get = call("GET", path, "");
			HttpResponse<String> head = call("HEAD", path, "");
			assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
			assertThat(head.body()).as(path).isEmpty();
			assertThat(head.headers().firstValue("Content-Type")).as(path)
				.isEqualTo(get.headers().firstValue("Content-Type"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer", "Bearer a b", "Bearer x.y.z", "Bearer nobodys-service-token" })
	void ignoresATokenWhereEverybodyIsLetIn(String token) throws Exception {
		for (String path : List.of("/actuator/health/liveness", "/actuator/info", "/v3/api-docs",
				"/swagger-ui/index.html")) {
			assertThat(call("GET", path, "", "Authorization", token).statusCode()).as(path).isEqualTo(200);
		}
		assertThat(call("GET", EVENTS, "", "Authorization", token).statusCode()).isEqualTo(401);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					/api/v1/notifications           | {"id": "1", "id": "2"}                | id          | the key id stands twice
					/api/v1/notifications           | {"details": {"name": "a\\ud800"}}      | details.name | lone surrogate
					/api/v1/notifications           | {"details": {"name": "a\\u0000"}}      | details.name | NUL
					/api/v1/notifications           | {"id": "1",}                          | body        | line 1, column 12
					/api/v1/notifications/batch     | [{"id": "\\udc00"}]                    | 0.id        | lone surrogate
					/api/v1/mailings                | {"template": "a", "template": "b"}    | template    | stands twice
					/api/v1/mailings                | {"template_context": {"t": "\\ud800"}} | template_context.t | lone surrogate
					/api/v1/mailing-schedules       | {"id": "a", "id": "b"}                | id          | stands twice
					/api/v1/mailing-schedules       | {"mailing": {"title": "\\ud800"}}      | mailing.title | lone surrogate
					/api/v1/mailing-schedules/a/pause | {"note": false}                     | note        | has to be a text
					/api/v1/mailings/a/b/cancel     | {"reason": 1}                         | reason      | has to be a text
					/api/v1/mailings/a/b/rate       | {"rate": "5"}                         | rate        | has to be a number
					""")
	void readsBodiesStrictly(String path, String body, String field, String reason) throws Exception {
		HttpResponse<String> refused = call("POST", path, body);
		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
		assertThat(error(refused).path("field").asString()).isEqualTo(field);
		assertThat(error(refused).path("reason").asString()).contains(reason).doesNotContain("Source");
	}

	@Test
	void answersProblemDocumentsFromTheConnectorUp() throws Exception {
		for (String line : List.of("TRACE " + EVENTS, "CONNECT a:1", "GET /a|b", "GET /%zz", "G?T /")) {
			assertThat(raw(line + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).as(line)
				.containsIgnoringCase("Content-Type: application/problem+json")
				.contains("\"detail\":")
				.doesNotContain("<html", "Apache");
		}
	}

	private static String filled(String path) {
		return path.replaceAll("\\{[A-Za-z]+(:[^{}]*(\\{[^{}]*})?[^{}]*)?}", "nobodys");
	}

	private static JsonNode error(HttpResponse<String> refused) {
		return JsonMapper.shared().readTree(refused.body()).at("/errors/0");
	}

	private HttpResponse<String> call(String method, String path, String body, String... headers) throws Exception {
		String token = path.contains("mailing") ? IntegrationTest.MARKETING_TOKEN : IntegrationTest.TOKEN;
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.header("Authorization", "Bearer " + token)
			.header("Content-Type", "application/json")
			.method(method, BodyPublishers.ofString(body));
		for (int i = 0; i < headers.length; i += 2) {
			request.setHeader(headers[i], headers[i + 1]);
		}
		return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
	}

	private String raw(String request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(5000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
