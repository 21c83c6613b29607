package cinema.auth;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import cinema.auth.token.Keys;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every end point alike. */
class RestIntegrationTests extends AuthTest {

	private static final String[] SERVICE = bearer(SERVICE_TOKEN);

	/** What differs from one answer to the next, or belongs to a body. */
	private static final Set<String> OF_ITS_OWN = Set.of("date", "x-request-id", "ratelimit", "content-length",
			"transfer-encoding", "set-cookie", "location", "connection", "keep-alive");

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	@ParameterizedTest
	@CsvSource({ "emial=bob@example.com,emial", "isActive=True,isActive", "page=2,page",
			"is_active=True&is_active=False,is_active", "email=a%00b,email", "email=a&email=a,email" })
	void namesTheParameterThatWouldBeMisread(String query, String field) {
		for (String path : new String[] { "/api/v1/users", "/api/v1/users/" }) {
			Answer refused = get(path + "?" + query, SERVICE);
			assertThat(refused.status()).isEqualTo(400);
			assertThat(refused.field()).isEqualTo(field);
		}
	}

	@Test
	void refusesUnknownParametersWhereverTheyAre() {
		String[] admin = admin();
		Stream
			.of("GET /api/v1/profile", "GET /api/v1/roles/", "POST /api/v1/signin", "PUT /api/v1/profile/preferences",
					"PATCH /api/v1/profile", "DELETE /api/v1/roles/" + UUID.randomUUID())
			.map((line) -> line.split(" "))
			.forEach((line) -> assertThat(call(line[0], line[1] + "?dry_run=1", "{}", admin).field()).as(line[1])
				.isEqualTo("dry_run"));
		assertThat(get("/api/v1/links/x?dry_run=1", SERVICE).field()).isEqualTo("dry_run");
	}

	@Test
	void takesWhatAudiencesAskAndWhatFollows() {
		Answer first = get("/api/v1/users/?is_active=True&email_notifications=True&page_number=1&page_size=1", SERVICE);
		signUp(newEmail());
		assertThat(first.status()).isEqualTo(200);
		String next = get("/api/v1/users/?is_active=True&page_number=1&page_size=1", SERVICE).body()
			.path("next")
			.asString();
		assertThat(get(next, SERVICE).status()).isEqualTo(200);
		assertThat(get("/api/v1/users?id=" + UUID.randomUUID() + "&id=" + UUID.randomUUID(), SERVICE).status())
			.isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "/api/v1/confirm-email?code=x&utm_source=mail&fbclid=1&fbclid=2,code",
			"/s/nobodys?utm_source=mail,code", "/api/v1/social-signin/nobody?utm_source=mail,service",
			"/api/v1/social-auth/nobody?code=a&state=b&scope=email&authuser=0&prompt=none,service" })
	void ignoresWhatOthersAddToLinks(String path, String field) {
		assertThat(get(path).field()).isEqualTo(field);
	}

	@Test
	void answersHeadLikeGetWithoutTheBody() {
		String[] admin = admin();
		for (String path : reads()) {
			String[] token = path.startsWith("/api/v1/links") ? SERVICE : admin;
			for (String[] caller : List.of(token, new String[0])) {
				// Wrong codes are counted by address.
				String[] one = and(caller, from(newAddress()));
				Answer get = get(path, one);
				Answer head = call("HEAD", path, "", one);
				assertThat(head.status()).as(path).isEqualTo(get.status());
				assertThat(head.body().isNull()).as(path).isTrue();
				assertThat(named(head)).as(path).isEqualTo(named(get));
			}
		}
	}

	/** All that can be read here, found and not. */
	private Set<String> reads() {
		Set<String> paths = new TreeSet<>(List.of("/actuator/health", "/actuator/health/readiness", "/actuator/info",
				"/v3/api-docs", "/swagger-ui/index.html", "/.well-known/jwks.json", "/.well-known/openid-configuration",
				"/.well-known/oauth-authorization-server", "/nothing", "/signin", "/password-reset?code=x"));
		this.mappings.getHandlerMethods().forEach((mapping, method) -> {
			if (mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
				mapping.getPatternValues()
					.forEach((pattern) -> paths.add(pattern.replace("{id}", UUID.randomUUID().toString())
						.replaceAll("\\{[a-z]+:([^|}]+)[^}]*\\}", "$1")
						.replaceAll("\\{[a-z]+\\}", "x")));
			}
		});
		assertThat(paths).hasSizeGreaterThan(30);
		return paths;
	}

	private static Set<String> named(Answer answer) {
		Set<String> names = new TreeSet<>(answer.headers().keySet());
		names.removeIf((name) -> OF_ITS_OWN.contains(name) || name.startsWith("ratelimit"));
		return names;
	}

	@Test
	void countsNoClickByHead() {
		String code = post("/api/v1/links", "{'target': '/films'}", SERVICE).body().path("code").asString();

		Answer head = call("HEAD", "/s/" + code, "");

		assertThat(head.status()).isEqualTo(302);
		assertThat(head.headers().get("location")).isEqualTo("/films");
		assertThat(clicks(code)).isZero();
		get("/s/" + code);
		assertThat(clicks(code)).isEqualTo(1);
	}

	private int clicks(String code) {
		return get("/api/v1/links/" + code, SERVICE).body().path("clicks").asInt(-1);
	}

	@Test
	void ignoresATokenWhereEverybodyIsLetIn() throws Exception {
		for (String token : List.of("", "x", "a b", "x.y.z", jwt(true), jwt(false), SERVICE_TOKEN)) {
			String[] stale = { "Authorization", ("Bearer " + token).strip() };
			Stream
				.of("/actuator/health/liveness", "/v3/api-docs", "/swagger-ui/index.html", "/.well-known/jwks.json",
						"/.well-known/openid-configuration")
				.forEach((path) -> assertThat(get(path, stale).status()).as(path + token).isEqualTo(200));
			Stream
				.of("signup", "signin", "refresh", "confirm-email", "password-reset", "password-reset/confirm",
						"email-undo")
				.forEach((path) -> assertThat(post("/api/v1/" + path + "/", "{}", stale).status()).as(path)
					.isEqualTo(400));
			assertThat(get("/s/nobodys", stale).status()).isEqualTo(404);
			assertThat(get("/api/v1/confirm-email?code=x", stale).status()).isEqualTo(400);
			assertThat(get("/api/v1/social-signin/nobody", stale).status()).isEqualTo(404);
			assertThat(get("/api/v1/profile", stale).status()).isEqualTo(401);
		}
	}

	/** One that has ended, or one that somebody else has signed. */
	private static String jwt(boolean ours) throws Exception {
		SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).build(),
				new JWTClaimsSet.Builder().subject(UUID.randomUUID().toString())
					.issuer("http://localhost:8081")
					.expirationTime(Date.from(Instant.parse("2026-01-01T00:00:00Z")))
					.build());
		jwt.sign(
				new ECDSASigner((java.security.interfaces.ECPrivateKey) (ours ? SIGNING : Keys.create()).getPrivate()));
		return jwt.serialize();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					/api/v1/signup         | {"email": "s@b.example", "password": "correct \\ud800 horse"} | password | lone surrogate
					/api/v1/signup         | {"email": "a\\ud800@b.example", "password": "correct horse"}  | email    | lone surrogate
					/api/v1/signup         | {"email": "a@b.example", "email": "c@b.example"}             | email    | the key email stands twice
					/api/v1/signup         | {"email": "a@b.example", "password": 12345678}               | password | has to be a text
					/api/v1/signin         | {"email": "a@b.example", "password": "x\\udc00"}              | password | lone surrogate
					/api/v1/signin         | {"email": false, "password": "x"}                            | email    | has to be a text
					/api/v1/refresh        | {"refresh_token": "\\u0000"}                                  | refresh_token | NUL
					/api/v1/password-reset/confirm | {"code": "x", "password": "correct \\ud800 horse"}    | password | lone surrogate
					/api/v1/email-undo     | {"code": 1}                                                  | code     | has to be a text
					/api/v1/signin         | {"email":                                                    | body     | line 1, column
					""")
	void readsBodiesStrictly(String path, String body, String field, String reason) {
		Answer refused = call("POST", path, body);
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.field()).isEqualTo(field);
		assertThat(refused.body().at("/errors/0/reason").asString()).contains(reason).doesNotContain("Source");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TRACE", "FOO", "PUT" })
	void answersMethodsThatAreNotThere(String method) {
		Answer refused = call(method, "/api/v1/signin", "");
		assertThat(refused.status()).isEqualTo(405);
		assertThat(refused.headers().get("allow")).contains("POST");
		assertThat(refused.headers().get("content-type")).startsWith("application/problem+json");
		assertThat(refused.body().path("status").asInt()).isEqualTo(405);
		assertThat(refused.body().path("errors").isArray()).isTrue();
	}

	@Test
	void readsNoMoreThanAnybodyMaySend() {
		Answer refused = post("/api/v1/signin",
				"{'email': '" + "x".repeat(1_200_000) + "', 'password': 'wrong horse'}");
		assertThat(refused.status()).isEqualTo(413);
		assertThat(refused.field()).isEqualTo("body");
	}

	@Test
	void knowsAServiceHoweverBearerIsWritten() {
		for (String scheme : List.of("Bearer ", "bearer ", "BEARER  ")) {
			assertThat(get("/api/v1/users?page_size=1", "Authorization", scheme + SERVICE_TOKEN).status()).as(scheme)
				.isEqualTo(200);
		}
	}

	@Test
	void saysHowToAskWhereItRefuses() {
		assertThat(post("/api/v1/signin", "{'email': 'nobody@b.example', 'password': 'wrong horse'}").headers())
			.containsEntry("www-authenticate", "Bearer");
		assertThat(get("/api/v1/profile").headers()).containsEntry("www-authenticate", "Bearer");
	}

}
