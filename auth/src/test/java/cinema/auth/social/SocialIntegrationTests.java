package cinema.auth.social;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import cinema.auth.AuthTest;
import cinema.auth.page.Browser;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Sign-in by an account at another company, whose provider runs here. */
class SocialIntegrationTests extends AuthTest {

	private static final OpenIdProvider PROVIDER = new OpenIdProvider(
			"http://localhost:8081/api/v1/social-auth/elsewhere");

	@DynamicPropertySource
	static void provider(DynamicPropertyRegistry properties) {
		properties.add("cinema.social.services.elsewhere.issuer", PROVIDER::issuer);
		properties.add("cinema.social.services.elsewhere.client-id", () -> "cinema");
		properties.add("cinema.social.services.elsewhere.client-secret", () -> "secret-at-the-provider");
		properties.add("cinema.social.services.away.issuer", () -> "http://127.0.0.1:1");
		properties.add("cinema.social.services.away.client-id", () -> "cinema");
		properties.add("cinema.social.services.away.client-secret", () -> "x");
	}

	@Test
	void signsUpAndInByTheSameAccount() {
		String email = newEmail();
		HttpResponse<String> first = signInElsewhere(new Browser(), email, start());
		HttpResponse<String> second = signInElsewhere(new Browser(), email, start());

		assertThat(first.statusCode()).isEqualTo(200);
		JsonNode one = profile(first);
		assertThat(one.path("email").asString()).isEqualTo(email);
		assertThat(one.path("first_name").asString()).isEqualTo("Ann");
		assertThat(one.path("email_confirmed").asBoolean(false)).isTrue();
		assertThat(profile(second).path("id")).isEqualTo(one.path("id"));
	}

	@Test
	void findsAnAccountByItsAddressOnlyWhenBothSidesHaveProvenIt() {
		String unproven = "unproven-" + newEmail();
		assertThat(signInElsewhere(new Browser(), unproven, start()).statusCode()).isEqualTo(409);
		String email = newEmail();
		String id = signUp(email);
		prove(id);

		assertThat(profile(signInElsewhere(new Browser(), email, start())).path("id").asString()).isEqualTo(id);

		assertThat(event("user_linked_account", id).path("details").path("service").asString()).isEqualTo("elsewhere");
		assertThat(signIn(email, "correct horse")).as("proven here, too: the password stays").isNotEmpty();
	}

	@Test
	void sendsWhoeverWaitsUnderAnAddressAwayWhenItsOwnerComes() {
		String email = newEmail();
		String id = signUp(email);
		String[] stranger = bearer(signIn(email, "correct horse"));
		call("PATCH", "/api/v1/profile", "{\"last_name\": \"Blocked\", \"phone\": \"+442079460958\"}", stranger);

		JsonNode owner = profile(signInElsewhere(new Browser(), email, start()));

		assertThat(owner.path("id").asString()).isEqualTo(id);
		assertThat(owner.path("email_confirmed").asBoolean(false)).isTrue();
		assertThat(owner.path("first_name").asString()).isEqualTo("Ann");
		assertThat(owner.path("phone").isNull()).isTrue();
		assertThat(owner.path("last_name").asString("")).isNotEqualTo("Blocked");
		assertThat(get("/api/v1/profile", stranger).status()).isEqualTo(401);
		assertThat(tokens(email, "correct horse").path("status").asInt()).isEqualTo(401);
		assertThat(events("user_linked_account", id)).isEqualTo(1);
	}

	@Test
	void linksNothingToAnAccountThatNobodyHasProven() {
		String[] token = newcomer();

		assertThat(post("/api/v1/profile/social/elsewhere", "{'current_password': 'correct horse'}", token).field())
			.isEqualTo("email");
	}

	@Test
	void wantsThePasswordBeforeItLinksOrUnlinks() {
		String[] token = newcomer();
		for (String body : List.of("", "{}", "{\"current_password\": \"wrong horse\"}")) {
			for (String method : List.of("POST", "DELETE")) {
				Answer answer = call(method, "/api/v1/profile/social/elsewhere", body, token);
				assertThat(answer.status()).as(method + body).isEqualTo(400);
				assertThat(answer.field()).isEqualTo("current_password");
			}
		}
	}

	@Test
	void wantsAFreshSignInElsewhereWhereThereIsNoPassword() {
		JsonNode pair = json(signInElsewhere(new Browser(), newEmail(), start()).body());
		String[] token = bearer(pair.path("access_token").asString());
		String id = get("/api/v1/profile", token).body().path("id").asString();
		this.jdbc.sql("update families set created_at = created_at - interval '11 minutes' where user_id = ?::uuid")
			.param(id)
			.update();

		assertThat(post("/api/v1/profile/social/elsewhere", "", token).status()).isEqualTo(403);
		assertThat(call("DELETE", "/api/v1/profile/social/elsewhere", "", token).status()).isEqualTo(403);
		assertThat(post("/api/v1/profile/email", "{'email': '" + newEmail() + "'}", token).status()).isEqualTo(403);
		assertThat(post("/api/v1/profile/export", "", token).status()).isEqualTo(403);
		assertThat(call("PATCH", "/api/v1/profile", "{\"password\": \"my first horse\"}", token).status())
			.isEqualTo(403);
		assertThat(call("DELETE", "/api/v1/profile", "", token).status()).isEqualTo(403);
	}

	/** U+212A looks like a K, and is one once it is composed. */
	@Test
	void findsNobodyByAnAddressThatOnlyLooksLikeTheirs() {
		String email = "k" + newEmail();
		String id = signUp(email);
		this.jdbc.sql("update users set email_confirmed = true where id = ?::uuid").param(id).update();

		assertThat(signInElsewhere(new Browser(), "\u212a" + email.substring(1), start()).statusCode()).isEqualTo(409);
	}

	@Test
	void isNotEnoughForAnAccountWithASecondFactor() {
		String email = newEmail();
		String id = profile(signInElsewhere(new Browser(), email, start())).path("id").asString();
		this.jdbc
			.sql("insert into second_factors (user_id, secret, last_step, confirmed_at) values (?::uuid, '', 0, now())")
			.param(id)
			.update();

		assertThat(signInElsewhere(new Browser(), email, start()).statusCode()).isEqualTo(403);
	}

	@Test
	void linksAndUnlinksForWhoeverIsSignedIn() {
		String[] token = newcomer();
		String id = get("/api/v1/profile", token).body().path("id").asString();
		prove(id);
		String proof = "{\"current_password\": \"correct horse\"}";
		String elsewhere = "unproven-" + newEmail();
		Browser browser = new Browser();
		// The cookie has to be in the browser that goes to the provider.
		Answer departure = call("POST", "/api/v1/profile/social/elsewhere", proof, token);
		assertThat(departure.body().path("url").asString()).startsWith(PROVIDER.issuer());
		String cookie = departure.headers().get("set-cookie").split(";")[0];

		URI back = atProvider(browser, elsewhere, URI.create(departure.body().path("url").asString()));
		assertThat(get(back.getRawPath() + "?" + back.getRawQuery()).field()).as("another browser").isEqualTo("state");
		assertThat(get(back.getRawPath() + "?" + back.getRawQuery(), "Cookie", cookie).status()).isEqualTo(200);

		assertThat(get("/api/v1/profile/social/", token).body().path("items").path(0).path("email").asString())
			.isEqualTo(elsewhere);
		assertThat(profile(signInElsewhere(new Browser(), elsewhere, start())).path("id"))
			.isEqualTo(get("/api/v1/profile", token).body().path("id"));
		assertThat(call("DELETE", "/api/v1/profile/social/elsewhere/", proof, token).status()).isEqualTo(204);
		assertThat(events("user_linked_account", id)).isEqualTo(1);
		assertThat(event("user_unlinked_account", id).path("details").path("service").asString())
			.isEqualTo("elsewhere");
		assertThat(call("DELETE", "/api/v1/profile/social/elsewhere", proof, token).status()).isEqualTo(404);
	}

	@Test
	void keepsTheOnlyWayIn() {
		JsonNode pair = json(signInElsewhere(new Browser(), newEmail(), start()).body());
		assertThat(call("DELETE", "/api/v1/profile/social/elsewhere", "", bearer(pair.path("access_token").asString()))
			.status()).isEqualTo(409);
	}

	@Test
	void asksForNoCurrentPasswordWhereThereIsNone() {
		String email = newEmail();
		JsonNode pair = json(signInElsewhere(new Browser(), email, start()).body());

		assertThat(call("PATCH", "/api/v1/profile", "{\"password\": \"my first horse\"}",
				bearer(pair.path("access_token").asString()))
			.status()).isEqualTo(200);

		assertThat(signIn(email, "my first horse")).isNotEmpty();
	}

	@Test
	void asksTheProviderWithProofStateAndNonce() {
		URI request = new Browser().redirect(start());
		assertThat(Browser.parameter(request, "code_challenge_method")).isEqualTo("S256");
		assertThat(Browser.parameter(request, "code_challenge")).hasSize(43);
		assertThat(Browser.parameter(request, "state")).isNotEmpty();
		assertThat(Browser.parameter(request, "nonce")).isNotEmpty();
	}

	@Test
	void refusesWhatNobodyBegan() {
		assertThat(get("/api/v1/social-signin/nowhere").status()).isEqualTo(404);
		assertThat(get("/api/v1/social-signin/away/").status()).isEqualTo(503);
		assertThat(get("/api/v1/social-auth/elsewhere/").field()).isEqualTo("code");
		assertThat(get("/api/v1/social-auth/elsewhere?code=x&state=y", "Cookie", "cinema_social=z").field())
			.isEqualTo("state");
		assertThat(get("/api/v1/social-auth/elsewhere?code=x&state=y", "Cookie", "cinema_social=100%").field())
			.isEqualTo("state");
	}

	private URI start() {
		return URI.create("http://127.0.0.1:" + this.port + "/api/v1/social-signin/elsewhere");
	}

	/** From our end point to the provider, through its form, and back to us. */
	private HttpResponse<String> signInElsewhere(Browser browser, String email, URI start) {
		URI back = atProvider(browser, email, browser.redirect(start));
		return browser.open(URI.create("http://127.0.0.1:" + this.port + back.getRawPath() + "?" + back.getRawQuery()));
	}

	private static URI atProvider(Browser browser, String email, URI request) {
		URI form = browser.redirect(request);
		URI again = Browser.location(form, browser.submit(form, Map.of("username", email, "password", "there")));
		return browser.redirect(again);
	}

	private JsonNode profile(HttpResponse<String> tokens) {
		return get("/api/v1/profile", bearer(json(tokens.body()).path("access_token").asString())).body();
	}

	private static JsonNode json(String text) {
		return JsonMapper.builder().build().readTree(text);
	}

}
