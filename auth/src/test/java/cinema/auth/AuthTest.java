package cinema.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.auth.documentation.Document;
import cinema.auth.outbox.EventSchemas;
import cinema.auth.preference.TopicStub;
import cinema.auth.token.Keys;
import cinema.platform.seal.SealedLinks;
import cinema.platform.seal.SealingKeys;
import cinema.platform.seal.Seals;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole application on a real database, while nobody listens where Kafka should be.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestPropertySource(properties = { "spring.kafka.bootstrap-servers=127.0.0.1:1",
		"cinema.security.services.orchestrator.token=" + AuthTest.SERVICE_TOKEN,
		"cinema.security.services.orchestrator.scopes=users:read,links:write", "cinema.admin.email=" + AuthTest.ADMIN,
		"cinema.admin.password=" + AuthTest.ADMIN_PASSWORD, "cinema.link.allowed-hosts=cinema.example",
		"server.forward-headers-strategy=native", "cinema.unsubscribe.keys.one=" + AuthTest.UNSUBSCRIBE_KEY,
		"cinema.unsubscribe.keys.old=" + AuthTest.OLD_UNSUBSCRIBE_KEY, "cinema.unsubscribe.current=one",
		"cinema.factor.secret=a-secret-that-seals-secrets-of-tests",
		"cinema.authorization.clients.mailer.secret=a-secret-of-the-mailer",
		"cinema.authorization.clients.mailer.scopes=users:read,notifications:write",
		"cinema.authorization.clients.mailings-admin.scopes=openid,email,profile,mailings:read,mailings:write,users:read",
		"cinema.authorization.clients.mailings-admin.redirect-uris=http://127.0.0.1:9/callback",
		"cinema.authorization.clients.mailings-admin.post-logout-redirect-uris=http://127.0.0.1:9/bye",
		"cinema.authorization.clients.films.scopes=openid,account",
		"cinema.authorization.clients.films.redirect-uris=http://127.0.0.1:9/callback" })
@Import(SlowHashes.class)
public abstract class AuthTest {

	/** For tests of what is sealed; {@link #opened} has it, too. */
	public static final String SEAL = "cinema.seal.keys.tests=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

	public static final String ADMIN = "root@example.com";

	public static final String ADMIN_PASSWORD = "a-password-for-tests-only";

	/** What signs here. */
	protected static final KeyPair SIGNING = Keys.create();

	/** What signed before, and still counts. */
	protected static final KeyPair RETIRED = Keys.create();

	/** What the orchestrator would sign links to unsubscribe with. */
	protected static final String UNSUBSCRIBE_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

	/** What it signed with before. */
	protected static final String OLD_UNSUBSCRIBE_KEY = "HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHgA=";

	protected static final String SERVICE_TOKEN = "a-token-for-tests-only";

	private static final EmbeddedPostgres POSTGRES = start();

	private static final Map<Integer, Document> DOCUMENTS = new ConcurrentHashMap<>();

	private final JsonMapper json = JsonMapper.builder().build();

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	protected int port;

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
	protected static void database(DynamicPropertyRegistry properties) {
		properties.add("spring.datasource.url", () -> POSTGRES.getJdbcUrl("postgres", "postgres"));
		properties.add("spring.datasource.username", () -> "postgres");
		properties.add("cinema.preference.topics-url", TopicStub::shared);
		properties.add("cinema.token.private-key", () -> Keys.pem(SIGNING.getPrivate()));
		properties.add("cinema.token.verification-keys[0]", () -> Keys.pem(RETIRED.getPublic()));
	}

	/** Whoever signs up without saying where from comes from somewhere else each time. */
	protected Answer call(String method, String path, String body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.header("Content-Type", "application/json")
			.method(method, BodyPublishers.ofString(body));
		if (path.startsWith("/api/v1/signup")) {
			request.setHeader("X-Forwarded-For", newAddress());
		}
		for (int i = 0; i < headers.length; i += 2) {
			request.setHeader(headers[i], headers[i + 1]);
		}
		try {
			HttpResponse<String> response = this.http.send(request.build(), BodyHandlers.ofString());
			String text = response.body();
			Answer answer = new Answer(response.statusCode(),
					response.headers()
						.map()
						.entrySet()
						.stream()
						.collect(Collectors.toMap((one) -> one.getKey().toLowerCase(Locale.ROOT),
								(one) -> one.getValue().get(0))),
					text.startsWith("{") ? this.json.readTree(text) : this.json.nullNode());
			// What Tomcat refuses by itself never comes to us.
			if (answer.headers().containsKey("x-request-id") && path.matches("/(api/v1|s)/.*")) {
				assertThat(document().faults(method, path, answer)).as(method + " " + path + " " + answer).isEmpty();
			}
			return answer;
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What all answers are held against. */
	protected Document document() {
		return DOCUMENTS.computeIfAbsent(this.port, (any) -> new Document(get("/v3/api-docs").body()));
	}

	protected Answer get(String path, String... headers) {
		return call("GET", path, "", headers);
	}

	/** Confirms as a program does, by the code behind the short link of a letter. */
	protected Answer confirm(String link) {
		String target = get(link).headers().get("location");
		return post("/api/v1/confirm-email/confirm", "{'code': '" + target.replaceAll(".*code=", "") + "'}");
	}

	protected static String[] bearer(String token) {
		return new String[] { "Authorization", "Bearer " + token };
	}

	protected static String newEmail() {
		return "user-" + UUID.randomUUID() + "@example.com";
	}

	/** Somewhere else each time, so that no limit by address counts. */
	public static String newAddress() {
		long number = ThreadLocalRandom.current().nextInt(1 << 24);
		return "10." + (number >> 16) + "." + ((number >> 8) & 255) + "." + (number & 255);
	}

	/** As if the call came from this address, through a proxy that is believed. */
	protected static String[] from(String address) {
		return new String[] { "X-Forwarded-For", address };
	}

	protected static String[] and(String[] some, String... more) {
		return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
	}

	protected Answer post(String path, String body, String... headers) {
		return call("POST", path, body.replace('\'', '"'), headers);
	}

	protected String signUp(String email) {
		return call("POST", "/api/v1/signup", "{\"email\": \"" + email + "\", \"password\": \"correct horse\"}").body()
			.path("id")
			.asString();
	}

	/** As if somebody had pressed the button of the letter. */
	protected void prove(String id) {
		this.jdbc.sql("update users set email_confirmed = true where id = ?::uuid").param(id).update();
	}

	protected String signIn(String email, String password) {
		return tokens(email, password).path("access_token").asString();
	}

	protected JsonNode tokens(String email, String password, String... headers) {
		return call("POST", "/api/v1/signin", "{\"email\": \"" + email + "\", \"password\": \"" + password + "\"}",
				headers)
			.body();
	}

	/** A new user who is signed in. */
	protected String[] newcomer() {
		String email = newEmail();
		signUp(email);
		return bearer(signIn(email, "correct horse"));
	}

	protected String[] admin() {
		return bearer(signIn(ADMIN, ADMIN_PASSWORD));
	}

	/**
	 * The newest event of a type about a user, once it is announced; it keeps its schema.
	 */
	protected JsonNode event(String type, String userId) {
		for (int i = 0; i < 100; i++) {
			Optional<String> event = this.jdbc.sql(
					"select event from outbox where event_key like ? and user_id = ?::uuid order by number desc limit 1")
				.params("%+" + type, userId)
				.query(String.class)
				.optional();
			if (event.isPresent()) {
				JsonNode announced = this.json.readTree(event.get());
				assertThat(EventSchemas.faults(announced)).as(type).isEmpty();
				return announced;
			}
			pause();
		}
		throw new AssertionError("no " + type + " was announced");
	}

	/** A detail of an event as its last reader has it. */
	@SuppressWarnings("unchecked")
	protected static String opened(JsonNode event, String field) {
		SealedLinks links = new SealedLinks(new Seals(SealingKeys.read("cinema.seal",
				Map.of("tests", SEAL.substring("cinema.seal.keys.tests=".length())), null)));
		return String.valueOf(
				links
					.open(event.path("id").asString() + "+" + event.path("event_type").asString(),
							JsonMapper.shared().treeToValue(event.path("details"), Map.class))
					.get(field));
	}

	protected long events(String type, String userId) {
		return this.jdbc.sql("select count(*) from outbox where event_key like ? and user_id = ?::uuid")
			.params("%+" + type, userId)
			.query(Long.class)
			.single();
	}

	protected static void pause() {
		try {
			Thread.sleep(50);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public record Answer(int status, Map<String, String> headers, JsonNode body) {

		/** The field of the first error of a problem document. */
		public String field() {
			return this.body.path("errors").path(0).path("field").asString("");
		}

	}

}
