package cinema.worker.inbox;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.worker.AmqpBroker;
import cinema.worker.WorkerApplication;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.contract.Urgency;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two workers on one database and one broker, and auth's keys. */
final class Site implements AutoCloseable {

	static final String ORIGIN = "https://cinema.example";

	static final JsonMapper JSON = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	private final HttpClient http = HttpClient.newHttpClient();

	private final EmbeddedPostgres postgres;

	private final HttpServer auth;

	private final ECKey key;

	private final int amqp = AmqpBroker.start();

	private final List<ConfigurableApplicationContext> workers = new ArrayList<>();

	Site(String... settings) throws IOException, JOSEException {
		this.postgres = EmbeddedPostgres.start();
		this.key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
		this.auth = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		byte[] keys = new JWKSet(this.key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
		this.auth.createContext("/jwks.json", (exchange) -> {
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, keys.length);
			exchange.getResponseBody().write(keys);
			exchange.close();
		});
		this.auth.start();
		start(settings);
		start(settings);
	}

	private void start(String... settings) {
		List<String> all = new ArrayList<>(List.of("--server.port=0", "--management.server.port=0",
				"--spring.datasource.url=" + this.postgres.getJdbcUrl("postgres", "postgres"),
				"--spring.datasource.username=postgres", "--spring.datasource.password=postgres",
				"--spring.datasource.hikari.maximum-pool-size=8", "--spring.rabbitmq.port=" + this.amqp,
				"--spring.rabbitmq.username=cinema", "--spring.rabbitmq.password=cinema",
				"--cinema.security.jwt.jwks-url=http://127.0.0.1:" + this.auth.getAddress().getPort() + "/jwks.json",
				"--cinema.security.jwt.issuer=http://auth", "--cinema.inbox.origins=" + ORIGIN));
		all.addAll(List.of(settings));
		this.workers.add(new SpringApplicationBuilder(WorkerApplication.class).run(all.toArray(String[]::new)));
	}

	int port(int worker) {
		return ((WebServerApplicationContext) this.workers.get(worker)).getWebServer().getPort();
	}

	<T> T bean(int worker, Class<T> type) {
		return this.workers.get(worker).getBean(type);
	}

	JdbcClient jdbc() {
		return bean(0, JdbcClient.class);
	}

	String token(String person) {
		return token(claims(person, Instant.now().plusSeconds(600)).claim("sid", person()).build());
	}

	String token(String person, Instant until) {
		return token(claims(person, until).claim("sid", person()).build());
	}

	/** As a service gets it for itself. */
	String serviceToken(String subject) {
		return token(claims(subject, Instant.now().plusSeconds(600)).claim("scope", "users:read account").build());
	}

	/** As somebody gets it who signs in to another site. */
	String clientToken(String person, String scopes) {
		return token(claims(person, Instant.now().plusSeconds(600)).claim("roles", List.of())
			.claim("scope", scopes)
			.build());
	}

	JWTClaimsSet.Builder claims(String person, Instant until) {
		return new JWTClaimsSet.Builder().issuer("http://auth")
			.audience("cinema")
			.subject(person)
			.issueTime(Date.from(until.minusSeconds(600)))
			.expirationTime(Date.from(until));
	}

	String token(JWTClaimsSet claims) {
		try {
			SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one").build(), claims);
			jwt.sign(new ECDSASigner(this.key));
			return jwt.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static String person() {
		return UUID.randomUUID().toString();
	}

	static Posting posting(String person, String subject, Urgency urgency) {
		return new Posting(UUID.randomUUID().toString(), "event/new_episode/1", "1", "new_episode_web", "new_episodes",
				Channel.WEB, urgency, new PostingReceiver(person, person, "Ann", "Europe/Moscow", "en"), subject,
				"<p>Out <a href=\"https://cinema.example/s/1?a=1&amp;b=2\">now</a></p>", "Out now", Map.of(),
				Instant.now().plusSeconds(3600), null, 1);
	}

	Posting post(String person, String subject) {
		Posting posting = posting(person, subject, Urgency.NORMAL);
		publish(posting);
		return posting;
	}

	void publish(Posting posting) {
		publish(posting.routingKey(), null, posting);
	}

	void publish(String routingKey, String type, Object body) {
		bean(0, RabbitTemplate.class).send(PostingQueues.EXCHANGE, routingKey,
				MessageBuilder.withBody(JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8))
					.setContentType(MessageProperties.CONTENT_TYPE_JSON)
					.setType(type)
					.build());
	}

	HttpResponse<String> ask(int worker, String token, String method, String path, String body) {
		try {
			HttpRequest.Builder request = HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + port(worker) + "/api/v1/inbox" + path))
				.header("Content-Type", "application/json")
				.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
			if (!token.isEmpty()) {
				request.header("Authorization", "Bearer " + token);
			}
			return this.http.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	JsonNode list(String token) {
		HttpResponse<String> answer = ask(0, token, "GET", "", "");
		if (answer.statusCode() != 200) {
			throw new IllegalStateException(answer.statusCode() + " " + answer.body());
		}
		return JSON.readTree(answer.body());
	}

	BrowserSocket open(int worker, String origin) {
		return new BrowserSocket(this.http, port(worker), origin);
	}

	BrowserSocket open(int worker, String token, long cursor) {
		BrowserSocket socket = open(worker, ORIGIN);
		socket.hello(token, cursor);
		return socket;
	}

	@Override
	public void close() throws IOException {
		this.workers.forEach(ConfigurableApplicationContext::close);
		this.auth.stop(0);
		this.postgres.close();
	}

}
