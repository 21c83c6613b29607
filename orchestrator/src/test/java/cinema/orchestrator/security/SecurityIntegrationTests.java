package cinema.orchestrator.security;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.parts.FakeNeighbour;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class SecurityIntegrationTests {

	/** All that one of the types needs. */
	private static final String DETAILS = "\"details\": {\"user_id\": \"u-1\", \"series\": [], \"stats\": []}";

	private static final ECKey KEY = key();

	@Autowired
	private FakeNeighbour auth;

	@LocalServerPort
	private int port;

	private static ECKey key() {
		try {
			return new ECKeyGenerator(Curve.P_256).keyID("k").generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@BeforeEach
	void publishTheKeys() {
		this.auth.on("/jwks.json", 200, new JWKSet(KEY).toString(true));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Bearer", "Bearer wrong", "Bearer a.b.c", "Basic dGVzdHM6dGVzdHM=" })
	void asksForAToken(String header) throws Exception {
		HttpResponse<String> answer = get("/api/v1/notifications", header);

		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
		assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
		assertThat(answer.body()).contains("\"status\":401");
	}

	@Test
	void letsServicesDoWhatTheirScopesSay() throws Exception {
		assertThat(get("/api/v1/notifications", "Bearer " + IntegrationTest.READERS_TOKEN).statusCode()).isNotIn(401,
				403);
		HttpResponse<String> refused = post("/api/v1/notifications", "Bearer " + IntegrationTest.READERS_TOKEN);
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains("\"status\":403");
		assertThat(get("/api/v1/mailings", "Bearer " + IntegrationTest.TOKEN).statusCode()).isEqualTo(403);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			user_erased,       SHOP,  shop may not announce events of this type
			user_signed_up,    FILMS, films may not announce events of this type
			reactions_summary, FILMS, films may not announce events of this type
			mailing,           SHOP,  mailings are announced with the scope mailings:write
			mailing,           TESTS, mailings are announced with the scope mailings:write
			user_erased,       PERSON, ann may not announce events of this type
			""")
	void letsNobodyAnnounceWhatIsAnothersWord(String type, String caller, String reason) throws Exception {
		String event = "{\"event_type\": \"" + type + "\", \"id\": \"word-1\", " + DETAILS
				+ ", \"receivers\": \"http://auth/api/v1/users/\", \"template\": \"new_movies\"}";

		HttpResponse<String> alone = post("/api/v1/notifications", bearer(caller), event);
		HttpResponse<String> amongOthers = post("/api/v1/notifications/batch", bearer(caller), "[" + event + "]");

		assertThat(alone.statusCode()).isEqualTo(403);
		assertThat(alone.body()).contains("event_type").contains(reason);
		assertThat(amongOthers.body()).contains("\"status\":403").contains(reason);
	}

	@ParameterizedTest
	@CsvSource({ "reactions_summary, SHOP", "new_episode, FILMS", "new_episode, PERSON", "user_signed_up, TESTS" })
	void letsThoseAnnounceWhoMay(String type, String caller) throws Exception {
		HttpResponse<String> answer = post("/api/v1/notifications", bearer(caller),
				"{\"event_type\": \"" + type + "\", \"id\": \"word-2-" + caller + "\", " + DETAILS + "}");

		assertThat(answer.statusCode()).isEqualTo(202);
	}

	private static String bearer(String caller) throws JOSEException {
		return "Bearer " + switch (caller) {
			case "SHOP" -> IntegrationTest.SHOP_TOKEN;
			case "FILMS" -> IntegrationTest.FILMS_TOKEN;
			case "TESTS" -> IntegrationTest.TOKEN;
			default -> jwt("http://localhost:8081", "cinema", "notifications:write", Instant.now());
		};
	}

	@Test
	void takesTheJwtsOfAuth() throws Exception {
		assertThat(read(jwt("http://localhost:8081", "cinema", "notifications:read", Instant.now()))).isNotIn(401, 403);
		assertThat(read(jwt("http://localhost:8081", "cinema", "profile", Instant.now()))).isEqualTo(403);
	}

	@Test
	void refusesJwtsThatAreNotForUs() throws Exception {
		assertThat(read(jwt("somebody", "cinema", "notifications:read", Instant.now()))).isEqualTo(401);
		assertThat(read(jwt("http://localhost:8081", "shop", "notifications:read", Instant.now()))).isEqualTo(401);
		assertThat(read(jwt("http://localhost:8081", "cinema", "notifications:read", Instant.now().minusSeconds(7200))))
			.isEqualTo(401);
	}

	@Test
	void refusesWhatIsForgedWithOneAnswer() throws Exception {
		JWTClaimsSet claims = claims("http://localhost:8081", "cinema", "notifications:read", Instant.now());
		String good = jwt("http://localhost:8081", "cinema", "notifications:read", Instant.now());
		String[] parts = good.split("\\.");
		SignedJWT secret = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
		secret.sign(new MACSigner(KEY.toECPublicKey().getEncoded()));
		SignedJWT foreign = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(), claims);
		foreign.sign(new ECDSASigner(key()));
		Map<String, String> forged = Map.of("HS256 with the public key", secret.serialize(),
				"a foreign key of our name", foreign.serialize(), "none",
				header("{\"alg\":\"none\"}") + "." + parts[1] + ".", "kid as a path",
				header("{\"alg\":\"ES256\",\"kid\":\"../../dev/null\"}") + "." + parts[1] + "." + parts[2],
				"keys elsewhere",
				header("{\"alg\":\"ES256\",\"kid\":\"x\",\"jku\":\"http://127.0.0.1:9/k\"}") + "." + parts[1] + "."
						+ parts[2],
				"other claims", parts[0] + "." + header("{\"scope\":\"mailings:write\"}") + "." + parts[2]);
		assertThat(read(good)).isNotEqualTo(401);

		String constant = get("/api/v1/notifications", "Bearer x").body();
		for (Map.Entry<String, String> one : forged.entrySet()) {
			HttpResponse<String> answer = get("/api/v1/notifications", "Bearer " + one.getValue());
			assertThat(answer.statusCode()).as(one.getKey()).isEqualTo(401);
			assertThat(answer.body()).as(one.getKey()).isEqualTo(constant);
		}
		assertThat(read("x".repeat(100_000))).as("100 KB").isBetween(400, 431);
	}

	@Test
	void asksAuthForItsKeysOnceHoweverManyNobodyHas() throws Exception {
		String good = jwt("http://localhost:8081", "cinema", "notifications:read", Instant.now());
		String[] parts = good.split("\\.");
		read(good);
		long before = this.auth.requests.stream().filter((one) -> one.contains("/jwks.json")).count();
		long started = System.nanoTime();

		for (int i = 0; i < 40; i++) {
			String unknown = header("{\"alg\":\"ES256\",\"kid\":\"nobody-" + i + "\"}") + "." + parts[1] + "."
					+ parts[2];
			assertThat(read(unknown)).isEqualTo(401);
		}

		long pauses = Duration.ofNanos(System.nanoTime() - started).dividedBy(Duration.ofSeconds(5));
		assertThat(this.auth.requests.stream().filter((one) -> one.contains("/jwks.json")).count() - before)
			.isBetween(0L, pauses + 1);
		assertThat(read(good)).isNotIn(401, 503);
	}

	private static String header(String json) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void leavesHealthAndTheDescriptionOpen() throws Exception {
		assertThat(get("/actuator/health/liveness", "").statusCode()).isEqualTo(200);
		assertThat(get("/v3/api-docs", "").statusCode()).isEqualTo(200);
		assertThat(get("/swagger-ui/index.html", "").statusCode()).isEqualTo(200);
	}

	private static String jwt(String issuer, String audience, String scope, Instant from) throws JOSEException {
		SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(),
				claims(issuer, audience, scope, from));
		jwt.sign(new ECDSASigner(KEY));
		return jwt.serialize();
	}

	private static JWTClaimsSet claims(String issuer, String audience, String scope, Instant from) {
		return new JWTClaimsSet.Builder().issuer(issuer)
			.audience(List.of(audience))
			.subject("ann")
			.claim("scope", scope)
			.issueTime(Date.from(from))
			.expirationTime(Date.from(from.plusSeconds(900)))
			.build();
	}

	private int read(String jwt) throws Exception {
		return get("/api/v1/notifications", "Bearer " + jwt).statusCode();
	}

	private HttpResponse<String> get(String path, String authorization) throws Exception {
		return send(HttpRequest.newBuilder(uri(path)).GET(), authorization);
	}

	private HttpResponse<String> post(String path, String authorization) throws Exception {
		return post(path, authorization, "{}");
	}

	private HttpResponse<String> post(String path, String authorization, String body) throws Exception {
		return send(HttpRequest.newBuilder(uri(path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body)), authorization);
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	private static HttpResponse<String> send(HttpRequest.Builder request, String authorization) throws Exception {
		if (!authorization.isEmpty()) {
			request.header("Authorization", authorization);
		}
		return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
	}

}
