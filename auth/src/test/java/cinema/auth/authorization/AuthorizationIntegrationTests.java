package cinema.auth.authorization;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import cinema.auth.AuthTest;
import cinema.auth.page.Browser;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

/** OAuth 2 for machines, and OpenID Connect for the pages of managers. */
class AuthorizationIntegrationTests extends AuthTest {

	private static final String BACK = "http://127.0.0.1:9/callback";

	/** The sample of RFC 7636, appendix B. */
	private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

	private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

	@Autowired
	private JwtDecoder decoder;

	@Test
	void givesAMachineItsScopes() {
		Answer answer = token("grant_type=client_credentials&scope=users:read", basic("a-secret-of-the-mailer"));

		String token = answer.body().path("access_token").asString();
		Jwt jwt = this.decoder.decode(token);
		assertThat(jwt.getClaimAsString("scope")).isEqualTo("users:read");
		assertThat(jwt.getAudience()).containsExactly("cinema");
		assertThat(jwt.getHeaders()).containsEntry("alg", "ES256").containsKey("kid");
		assertThat(answer.body().path("expires_in").asInt()).isBetween(1, 900);
		assertThat(get("/api/v1/users/", bearer(token)).status()).isEqualTo(200);
		assertThat(post("/api/v1/links", "{'target': '/films'}", bearer(token)).status()).isEqualTo(403);
		assertThat(get("/api/v1/profile", bearer(token)).status()).isEqualTo(403);
	}

	@Test
	void givesAMachineNothingElse() {
		assertThat(token("grant_type=client_credentials&scope=links:write", basic("a-secret-of-the-mailer")).status())
			.isEqualTo(400);
		assertThat(token("grant_type=client_credentials", basic("another secret")).status()).isEqualTo(401);
		assertThat(token("grant_type=password&username=a&password=b", basic("a-secret-of-the-mailer")).status())
			.isEqualTo(400);
		assertThat(token("grant_type=client_credentials&client_id=mailings-admin").status()).isIn(400, 401);
	}

	@Test
	void describesItselfToForeignLibraries() {
		JsonNode discovery = get("/.well-known/openid-configuration").body();
		assertThat(discovery.path("issuer").asString()).isEqualTo("http://localhost:8081");
		assertThat(discovery.path("jwks_uri").asString()).isEqualTo("http://localhost:8081/.well-known/jwks.json");
		assertThat(discovery.path("id_token_signing_alg_values_supported").toString()).isEqualTo("[\"ES256\"]");
		assertThat(discovery.path("code_challenge_methods_supported").toString()).contains("S256");
		assertThat(get("/.well-known/oauth-authorization-server").status()).isEqualTo(200);
	}

	@Test
	void signsAManagerInByCodeAndPkce() {
		String email = newEmail();
		String id = signUp(email);
		post("/api/v1/users/" + id + "/roles/", "{'role': 'manager'}", admin());
		Browser browser = new Browser();

		String code = code(browser, email);
		Answer answer = token("grant_type=authorization_code&client_id=mailings-admin&code=" + code + "&redirect_uri="
				+ Browser.encode(BACK) + "&code_verifier=" + VERIFIER);

		Jwt access = this.decoder.decode(answer.body().path("access_token").asString());
		assertThat(access.getSubject()).isEqualTo(id);
		assertThat(access.getClaimAsStringList("roles")).containsExactly("manager");
		assertThat(access.getClaimAsString("scope")).as("what was asked for and the roles grant")
			.isEqualTo("email mailings:write openid");
		JsonNode idToken = claims(answer.body().path("id_token").asString());
		assertThat(idToken.path("email").asString()).isEqualTo(email);
		assertThat(idToken.path("nonce").asString()).isEqualTo("n-1");
		assertThat(
				get("/userinfo", bearer(answer.body().path("access_token").asString())).body().path("sub").asString())
			.isEqualTo(id);
		assertThat(get("/api/v1/profile", bearer(answer.body().path("access_token").asString())).status())
			.isEqualTo(403);
		assertThat(token("grant_type=authorization_code&client_id=mailings-admin&code=" + code + "&redirect_uri="
				+ Browser.encode(BACK) + "&code_verifier=" + VERIFIER)
			.status()).as("a code is good once").isEqualTo(400);
	}

	@Test
	void keepsNoTokenThatCouldBeUsedAndStillKnowsThem() {
		String token = token("grant_type=client_credentials&scope=users:read", basic("a-secret-of-the-mailer")).body()
			.path("access_token")
			.asString();
		String email = newEmail();
		signUp(email);
		String code = code(new Browser(), email);
		assertThat(
				this.jdbc.sql("select concat(authorization_code_value, access_token_value) from oauth2_authorization")
					.query(String.class)
					.list())
			.isNotEmpty()
			.noneMatch((row) -> row.contains(token) || row.contains(code));

		String form = "token=" + token;
		String[] mailer = and(basic("a-secret-of-the-mailer"), "Content-Type", "application/x-www-form-urlencoded");
		assertThat(call("POST", "/oauth2/introspect", form, mailer).body().path("active").asBoolean(false)).isTrue();
		assertThat(call("POST", "/oauth2/revoke", form, mailer).status()).isEqualTo(200);
		assertThat(call("POST", "/oauth2/introspect", form, mailer).body().path("active").asBoolean(true)).isFalse();
	}

	@Test
	void asksNobodyTwiceAndForgetsWhoSignedOut() {
		String email = newEmail();
		signUp(email);
		Browser browser = new Browser();
		code(browser, email);
		assertThat(browser.redirect(authorize(CHALLENGE, BACK)).toString()).startsWith(BACK);

		post("/api/v1/signout", "{'all_devices': true}", bearer(signIn(email, "correct horse")));

		assertThat(browser.redirect(authorize(CHALLENGE, BACK)).getPath()).isEqualTo("/signin");
	}

	@Test
	void refusesACodeWithoutItsProof() {
		String email = newEmail();
		signUp(email);
		String code = code(new Browser(), email);
		assertThat(token("grant_type=authorization_code&client_id=mailings-admin&code=" + code + "&redirect_uri="
				+ Browser.encode(BACK) + "&code_verifier=" + "x".repeat(43))
			.status()).isIn(400, 401);
		HttpResponse<String> elsewhere = new Browser().open(authorize(CHALLENGE, "http://127.0.0.1:9/callback/evil"));
		assertThat(elsewhere.statusCode()).as("another redirect").isEqualTo(400);
		URI unproven = here("/oauth2/authorize?response_type=code&client_id=mailings-admin&scope=openid&redirect_uri="
				+ Browser.encode(BACK));
		assertThat(new Browser().redirect(unproven).toString()).startsWith(BACK).contains("error=invalid_request");
	}

	@Test
	void makesWhoeverGuessesTheSecretOfAClientWaitHoweverThePathIsWritten() {
		String form = "grant_type=client_credentials";
		String[] typed = { "Content-Type", "application/x-www-form-urlencoded" };
		String[] wrong = and(and(basic("another secret"), typed), from("198.51.111.1"));
		List<Integer> answers = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			answers.add(call("POST", (i % 2 == 0) ? "/%6Fauth2/token" : "/oauth2/token", form, wrong).status());
		}
		assertThat(answers.subList(0, 30)).containsOnly(401);
		assertThat(answers.subList(30, 40)).containsOnly(429);
		assertThat(call("POST", "/oauth2/token", form, wrong).headers()).containsKeys("retry-after", "ratelimit");

		String[] right = and(and(basic("a-secret-of-the-mailer"), typed), from("198.51.111.2"));
		for (int i = 0; i < 40; i++) {
			assertThat(call("POST", "/oauth2/token", form, right).status()).as("what is right does not count")
				.isEqualTo(200);
		}
	}

	/** A burst gains nothing: each try counts before its secret is looked at. */
	@Test
	void countsAGuessBeforeItIsLookedAt() {
		String[] wrong = and(and(basic("another secret"), "Content-Type", "application/x-www-form-urlencoded"),
				from("198.51.111.3"));

		List<Integer> answers = IntStream.range(0, 60)
			.parallel()
			.mapToObj((number) -> call("POST", "/oauth2/token", "grant_type=client_credentials", wrong).status())
			.toList();

		assertThat(answers).filteredOn((status) -> status == 401).hasSizeLessThanOrEqualTo(30);
	}

	@Test
	void keepsADeactivatedPersonOutOfAllThatWasBegun() {
		String email = newEmail();
		String id = signUp(email);
		Browser browser = new Browser();
		String access = tokens(code(browser, email)).path("access_token").asString();
		assertThat(get("/userinfo", bearer(access)).body().path("sub").asString()).isEqualTo(id);
		String code = Browser.parameter(browser.redirect(authorize(CHALLENGE, BACK)), "code");

		assertThat(call("PATCH", "/api/v1/users/" + id, "{\"is_active\": false}", admin()).status()).isEqualTo(200);

		assertThat(get("/userinfo", bearer(access)).status()).isEqualTo(401);
		assertThat(tokens(code).has("access_token")).isFalse();
		assertThat(browser.redirect(authorize(CHALLENGE, BACK)).getPath()).isEqualTo("/signin");
	}

	/** What a client's token says is what it may, here as elsewhere. */
	@Test
	void actsForAPersonOnlyWithTheScopeForIt() {
		String email = newEmail();
		String id = signUp(email);
		post("/api/v1/users/" + id + "/roles", "{'role': 'admin'}", admin());

		String plain = access("mailings-admin", "openid", email);
		for (String path : List.of("/api/v1/profile", "/api/v1/profile/signins", "/api/v1/roles", "/api/v1/users",
				"/api/v1/users/" + id + "/signins")) {
			assertThat(get(path, bearer(plain)).status()).as(path).isEqualTo(403);
		}
		assertThat(post("/api/v1/signout", "{'all_devices': true}", bearer(plain)).status()).isEqualTo(403);
		assertThat(post("/api/v1/users/" + id + "/roles", "{'role': 'manager'}", bearer(plain)).status())
			.isEqualTo(403);
		assertThat(get("/api/v1/users", bearer(access("mailings-admin", "openid users:read", email))).status())
			.as("a scope that the role grants")
			.isEqualTo(200);

		String account = access("films", "openid account", email);
		assertThat(get("/api/v1/profile", bearer(account)).status()).isEqualTo(200);
		assertThat(get("/api/v1/roles", bearer(account)).status()).isEqualTo(200);
		assertThat(call("DELETE", "/api/v1/users/" + id + "/roles?role=admin", "", bearer(account)).status())
			.isEqualTo(200);
	}

	/**
	 * A client's token ends with all else when somebody proves that the account is
	 * theirs.
	 */
	@Test
	void actsForNobodyWhoHasSignedEverybodyOut() {
		String email = newEmail();
		signUp(email);
		String account = access("films", "openid account", email);
		assertThat(get("/api/v1/profile", bearer(account)).status()).isEqualTo(200);

		call("PATCH", "/api/v1/profile", "{\"password\": \"another horse\", \"current_password\": \"correct horse\"}",
				bearer(signIn(email, "correct horse")));

		assertThat(get("/api/v1/profile", bearer(account)).status()).isEqualTo(401);
		String anew = access("films", "openid account", email, "another horse");
		assertThat(get("/api/v1/profile", bearer(anew)).status()).isEqualTo(200);
		assertThat(get("/api/v1/profile", bearer(account)).status()).as("whatever was granted later").isEqualTo(401);
	}

	private String access(String client, String scope, String email) {
		return access(client, scope, email, "correct horse");
	}

	private String access(String client, String scope, String email, String password) {
		URI request = URI.create(authorize(CHALLENGE, BACK).toString()
			.replace("mailings-admin", client)
			.replaceAll("&scope=[^&]*", "&scope=" + Browser.encode(scope)));
		Browser browser = new Browser();
		URI page = browser.redirect(request);
		URI again = Browser.location(page, browser.submit(page, Map.of("email", email, "password", password)));
		return tokens(client, Browser.parameter(browser.redirect(again), "code")).path("access_token").asString();
	}

	private JsonNode tokens(String code) {
		return tokens("mailings-admin", code);
	}

	private JsonNode tokens(String client, String code) {
		return token("grant_type=authorization_code&client_id=" + client + "&code=" + code + "&redirect_uri="
				+ Browser.encode(BACK) + "&code_verifier=" + VERIFIER)
			.body();
	}

	@Test
	void keepsItsCookiesFromScriptsAndOtherSites() {
		String email = newEmail();
		signUp(email);
		Browser browser = new Browser();
		URI page = here("/signin");

		HttpResponse<String> in = browser.submit(page, Map.of("email", email, "password", "correct horse"));

		assertThat(in.headers().allValues("Set-Cookie")).filteredOn((one) -> one.startsWith("cinema_session="))
			.singleElement(as(InstanceOfAssertFactories.STRING))
			.contains("HttpOnly", "SameSite=Lax", "Path=/;", "Max-Age=28800")
			.as("the issuer of these tests is no https")
			.doesNotContain("Secure");
		assertThat(in.headers().allValues("Set-Cookie")).filteredOn((one) -> one.startsWith("cinema_device="))
			.singleElement(as(InstanceOfAssertFactories.STRING))
			.contains("HttpOnly", "SameSite=Lax", "Path=/signin;", "Max-Age=34560000");
	}

	@Test
	void letsAKnownBrowserInHoweverOthersGuess() {
		String email = newEmail();
		signUp(email);
		Browser browser = new Browser();
		Map<String, String> right = Map.of("email", email, "password", "correct horse");
		browser.submit(here("/signin"), right);
		for (int i = 0; i < 6; i++) {
			new Browser().submit(here("/signin"), Map.of("email", email, "password", "wrong horse"));
		}

		assertThat(new Browser().submit(here("/signin"), right).statusCode()).isEqualTo(429);
		assertThat(browser.submit(here("/signin?another"), right).statusCode()).isEqualTo(200);
	}

	@Test
	void letsNobodyInByTheFormWithAWrongPassword() {
		String email = newEmail();
		signUp(email);
		Browser browser = new Browser();
		HttpResponse<String> answer = browser.submit(here("/signin"),
				Map.of("email", email, "password", "wrong horse"));
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.body()).contains("The e-mail address or the password is wrong.");
		assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'");
		assertThat(call("POST", "/signin", "email=a&password=b", "Content-Type", "application/x-www-form-urlencoded")
			.status()).as("without the token of the form").isEqualTo(403);
	}

	/** As a person gets it, with the sign-in page between. */
	private String code(Browser browser, String email) {
		URI page = browser.redirect(authorize(CHALLENGE, BACK));
		assertThat(page.getPath()).isEqualTo("/signin");
		URI again = Browser.location(page, browser.submit(page, Map.of("email", email, "password", "correct horse")));
		URI back = browser.redirect(again);
		assertThat(back.toString()).startsWith(BACK);
		assertThat(Browser.parameter(back, "state")).isEqualTo("s-1");
		return Browser.parameter(back, "code");
	}

	private URI authorize(String challenge, String back) {
		return here("/oauth2/authorize?response_type=code&client_id=mailings-admin&state=s-1&nonce=n-1&scope="
				+ Browser.encode("openid email mailings:write users:read") + "&redirect_uri=" + Browser.encode(back)
				+ "&code_challenge_method=S256&code_challenge=" + challenge);
	}

	private URI here(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	private Answer token(String form, String... headers) {
		return call("POST", "/oauth2/token", form, and(headers, "Content-Type", "application/x-www-form-urlencoded"));
	}

	private static String[] basic(String secret) {
		return new String[] { "Authorization",
				"Basic " + Base64.getEncoder().encodeToString(("mailer:" + Browser.encode(secret)).getBytes()) };
	}

	private static JsonNode claims(String token) {
		return JsonMapper.builder().build().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
	}

}
