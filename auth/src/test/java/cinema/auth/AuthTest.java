package cinema.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole application on a real database, while nobody listens where Kafka should be.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.kafka.bootstrap-servers=127.0.0.1:1",
				"cinema.security.services.orchestrator.token=" + AuthTest.SERVICE_TOKEN,
				"cinema.security.services.orchestrator.scopes=users:read" })
abstract class AuthTest {

	static final String SERVICE_TOKEN = "a-token-for-tests-only";

	private static final EmbeddedPostgres POSTGRES = start();

	private final JsonMapper json = JsonMapper.builder().build();

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	protected JdbcClient jdbc;

	private static EmbeddedPostgres start() {
		try {
			return EmbeddedPostgres.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@DynamicPropertySource
	static void database(DynamicPropertyRegistry properties) {
		properties.add("spring.datasource.url", () -> POSTGRES.getJdbcUrl("postgres", "postgres"));
		properties.add("spring.datasource.username", () -> "postgres");
	}

	Answer call(String method, String path, String body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.header("Content-Type", "application/json")
			.method(method, BodyPublishers.ofString(body));
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			HttpResponse<String> response = this.http.send(request.build(), BodyHandlers.ofString());
			String text = response.body();
			return new Answer(response.statusCode(),
					response.headers()
						.map()
						.entrySet()
						.stream()
						.collect(Collectors.toMap((one) -> one.getKey().toLowerCase(Locale.ROOT),
								(one) -> one.getValue().get(0))),
					text.startsWith("{") ? this.json.readTree(text) : this.json.nullNode());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	Answer get(String path, String... headers) {
		return call("GET", path, "", headers);
	}

	static String[] bearer(String token) {
		return new String[] { "Authorization", "Bearer " + token };
	}

	static String newEmail() {
		return "user-" + UUID.randomUUID() + "@example.com";
	}

	String signUp(String email) {
		return call("POST", "/api/v1/signup", "{\"email\": \"" + email + "\", \"password\": \"correct horse\"}").body()
			.path("id")
			.asString();
	}

	String signIn(String email, String password) {
		return call("POST", "/api/v1/signin", "{\"email\": \"" + email + "\", \"password\": \"" + password + "\"}")
			.body()
			.path("access_token")
			.asString();
	}

	record Answer(int status, Map<String, String> headers, JsonNode body) {

		/** The field of the first error of a problem document. */
		String field() {
			return this.body.path("errors").path(0).path("field").asString("");
		}

	}

}
