package cinema.auth.token;

import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;

import cinema.auth.AuthTest;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Access tokens, ours and forged. */
class JwtIntegrationTests extends AuthTest {

	/**
	 * Who has granted something to a client, so that a token without a sign-in counts.
	 */
	private String somebodyOfAClient() {
		String id = signUp(newEmail());
		this.jdbc.sql("""
				insert into oauth2_authorization (id, registered_client_id, principal_name, authorization_grant_type)
				values (?, 'films', ?, 'authorization_code')
				""").params(id, id).update();
		return id;
	}

	@Test
	void believesTheKeyOfBeforeAndShowsAllOfThem() {
		String id = somebodyOfAClient();

		assertThat(status(Keys.token(RETIRED, Keys.claims(id).build()))).isEqualTo(200);
		assertThat(status(Keys.token(SIGNING, Keys.claims(id).build()))).isEqualTo(200);
		JsonNode keys = get("/.well-known/jwks.json").body().path("keys");
		assertThat(keys).hasSize(2).allSatisfy((key) -> {
			assertThat(key.has("d")).as("private part").isFalse();
			assertThat(key.path("kid").asString("")).isNotEmpty();
		});
	}

	@Test
	void refusesWhatIsForgedWithOneAnswer() throws Exception {
		String id = somebodyOfAClient();
		KeyPair foreign = Keys.create();
		SignedJWT secret = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), Keys.claims(id).build());
		secret.sign(new MACSigner(Keys.pem(SIGNING.getPublic()).getBytes()));
		String good = Keys.token(SIGNING, Keys.claims(id).build());
		String none = encode("{\"alg\":\"none\"}") + "." + good.split("\\.")[1] + ".";
		String byUrl = encode("{\"alg\":\"ES256\",\"kid\":\"http://127.0.0.1:9/k\",\"jku\":\"http://127.0.0.1:9/k\"}")
				+ "." + good.split("\\.")[1] + "." + good.split("\\.")[2];
		Map<String, String> forged = Map.of("none", none, "HS256 with the public key", secret.serialize(), "kid as URL",
				byUrl, "a foreign key", Keys.token(foreign, Keys.claims(id).build()), "another audience",
				sign(Keys.claims(id).audience("bank")), "another issuer",
				sign(Keys.claims(id).issuer("http://evil.example")), "too old",
				sign(Keys.claims(id).expirationTime(Date.from(Instant.now().minusSeconds(120)))), "nobody",
				sign(Keys.claims("00000000-0000-4000-8000-00000000dead")), "cut off",
				good.substring(0, good.length() - 5), "no JWT", "x.y.z");
		Answer constant = get("/api/v1/profile", bearer("x"));
		forged.forEach((what, token) -> {
			Answer answer = get("/api/v1/profile", bearer(token));
			assertThat(answer.status()).as(what).isEqualTo(401);
			assertThat(answer.body()).as(what).isEqualTo(constant.body());
		});
		assertThat(status("x".repeat(100_000))).as("100 KB").isBetween(400, 431);
	}

	@Test
	void saysWhoMayDoWhat() {
		JsonNode claims = claims(signIn(ADMIN, ADMIN_PASSWORD));

		assertThat(claims.path("iss").asString()).isEqualTo("http://localhost:8081");
		assertThat(claims.path("aud").path(0).asString(claims.path("aud").asString(""))).isEqualTo("cinema");
		assertThat(claims.path("roles").path(0).asString()).isEqualTo("admin");
		assertThat(claims.path("scope").asString()).contains("mailings:write", "users:read");
		assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isLessThanOrEqualTo(900);
		String email = newEmail();
		signUp(email);
		assertThat(claims(signIn(email, "correct horse")).path("scope").asString()).isEmpty();
	}

	@Test
	void answersTheIdOfARequestAndMakesOneElse() {
		assertThat(get("/actuator/health", "X-Request-Id", "abc-1").headers()).containsEntry("x-request-id", "abc-1");
		assertThat(get("/api/v1/profile").headers().get("x-request-id")).hasSize(36);
		assertThat(get("/actuator/health", "X-Request-Id", "a b\"c").headers().get("x-request-id")).hasSize(36);
	}

	private static JsonNode claims(String token) {
		return JsonMapper.builder().build().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
	}

	private int status(String token) {
		return get("/api/v1/profile", bearer(token)).status();
	}

	private static String sign(JWTClaimsSet.Builder claims) {
		return Keys.token(SIGNING, claims.build());
	}

	private static String encode(String json) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes());
	}

}
