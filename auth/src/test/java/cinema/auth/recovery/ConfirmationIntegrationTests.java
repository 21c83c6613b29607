package cinema.auth.recovery;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.auth.AuthTest;
import cinema.auth.confirmation.Confirmations;
import cinema.auth.page.Browser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody has signed up by an address, and the button of the letter is pressed: by them,
 * or by whose address it is.
 */
class ConfirmationIntegrationTests extends AuthTest {

	private static final String REST = "/api/v1/confirm-email/confirm";

	private static final String PASSWORD = "name=\"password\"";

	@Autowired
	private Confirmations confirmations;

	private final String email = newEmail();

	private final Browser browser = new Browser();

	private String id;

	private String cookie;

	@BeforeEach
	void signUp() {
		Answer answer = post("/api/v1/signup", "{'email': '" + this.email + "', 'password': 'correct horse'}");
		this.id = answer.body().path("id").asString();
		this.cookie = answer.headers().get("set-cookie");
	}

	private URI page(String event) {
		String link = event(event, this.id).path("details").path("confirm_link").asString();
		return URI.create("http://127.0.0.1:" + this.port + get(link).headers().get("location"));
	}

	private String code() {
		return Browser.parameter(page("user_signed_up"), "code");
	}

	private boolean isConfirmed() {
		return this.jdbc.sql("select email_confirmed from users where id = ?::uuid")
			.param(this.id)
			.query(Boolean.class)
			.single();
	}

	/** The browser that signed up, as it comes from the letter. */
	private void bringTheCookie(URI page, String header) {
		Matcher value = Pattern.compile("cinema_signup=([^;]+)").matcher(header);
		assertThat(value.find()).as(header).isTrue();
		this.browser.keep(page, "cinema_signup", value.group(1));
	}

	@Test
	void asksTheBrowserThatSignedUpForNothing() {
		assertThat(this.cookie).contains("Path=/confirm-email", "HttpOnly", "SameSite=Lax", "Max-Age=259200");
		URI page = page("user_signed_up");
		bringTheCookie(page, this.cookie);
		assertThat(this.browser.open(page).body()).doesNotContain(PASSWORD);

		assertThat(this.browser.submit(page, Map.of()).statusCode()).isEqualTo(200);

		assertThat(isConfirmed()).isTrue();
	}

	@Test
	void knowsThatBrowserBehindAnotherLetterToo() {
		post("/api/v1/confirm-email", "{'email': '" + this.email + "'}");
		URI page = page("user_requested_email_confirmation");
		assertThat(this.browser.open(page).body()).contains(PASSWORD);
		bringTheCookie(page, this.cookie);

		assertThat(this.browser.submit(page, Map.of()).statusCode()).isEqualTo(200);

		assertThat(isConfirmed()).isTrue();
	}

	@Test
	void asksEveryOtherBrowserForThePassword() {
		URI page = page("user_signed_up");
		bringTheCookie(page,
				post("/api/v1/signup", "{'email': '" + newEmail() + "', 'password': 'correct horse'}").headers()
					.get("set-cookie"));

		HttpResponse<String> empty = this.browser.submit(page, Map.of());
		HttpResponse<String> wrong = this.browser.submit(page, Map.of("password", "a guess of it"));

		assertThat(empty.statusCode()).isEqualTo(400);
		assertThat(empty.body()).contains("Type your password.");
		assertThat(wrong.statusCode()).isEqualTo(400);
		assertThat(wrong.body()).contains("The password is wrong.").doesNotContain("a guess of it");
		assertThat(isConfirmed()).isFalse();
		assertThat(this.browser.submit(page, Map.of("password", "correct horse")).body())
			.contains("The address is confirmed");
		assertThat(isConfirmed()).isTrue();
	}

	/** The stranger waits with a session, and knows the password. */
	@Test
	void leavesNothingToWhoSignedUpWhenTheOwnerSetsAPassword() {
		String[] stranger = bearer(signIn(this.email, "correct horse"));
		call("PATCH", "/api/v1/profile", "{\"first_name\": \"Blocked\"}", stranger);
		URI page = page("user_signed_up");
		Map<String, String> anew = new HashMap<>();
		Matcher csrf = Pattern.compile("name=\"([^\"]*csrf[^\"]*)\" value=\"([^\"]+)\"")
			.matcher(this.browser.open(page).body());
		assertThat(csrf.find()).isTrue();
		anew.put(csrf.group(1), csrf.group(2));
		anew.put("code", Browser.parameter(page, "code"));
		anew.put("anew", "yes");

		HttpResponse<String> answer = this.browser.post(URI.create(page.toString().replaceAll("[?].*", "")), anew);
		URI reset = Browser.location(page, answer);

		assertThat(answer.statusCode()).isEqualTo(303);
		assertThat(reset.getPath()).isEqualTo("/password-reset");
		assertThat(isConfirmed()).as("nothing is done yet").isFalse();
		assertThat(get("/api/v1/profile", stranger).status()).isEqualTo(200);
		assertThat(this.browser.submit(reset, Map.of("password", "my own horse")).body())
			.contains("The password is changed");
		assertThat(isConfirmed()).isTrue();
		assertThat(events("user_confirmed_email", this.id)).isOne();
		assertThat(get("/api/v1/profile", stranger).status()).isEqualTo(401);
		assertThat(signIn(this.email, "correct horse")).isEmpty();
		assertThat(
				get("/api/v1/profile", bearer(signIn(this.email, "my own horse"))).body().path("first_name").isNull())
			.isTrue();
		assertThat(this.browser.open(page).body()).as("the letter once more").contains("The address is confirmed");
	}

	@Test
	void wantsThePasswordOfProgramsOnceAndCountsWrongOnes() {
		String code = code();
		assertThat(post(REST, "{'code': '" + code + "'}").field()).isEqualTo("password");
		assertThat(post(REST, "{'code': '" + code + "', 'password': 'a guess of it'}").field()).isEqualTo("password");
		assertThat(isConfirmed()).isFalse();

		assertThat(post(REST, "{'code': '" + code + "', 'password': 'correct horse'}").status()).isEqualTo(204);

		assertThat(isConfirmed()).isTrue();
		assertThat(post(REST, "{'code': '" + code + "'}").status()).as("once more").isEqualTo(204);
	}

	@Test
	void letsNobodyGuessThePasswordByTheCode() {
		String guess = "{'code': '" + code() + "', 'password': 'a guess of it'}";
		for (int i = 0; i < 5; i++) {
			assertThat(post(REST, guess).status()).isEqualTo(400);
		}

		assertThat(post(REST, guess).status()).isEqualTo(429);
		assertThat(this.browser.submit(page("user_signed_up"), Map.of("password", "correct horse")).statusCode())
			.isEqualTo(429);
	}

	@Test
	void confirmsNothingByAPasswordThatWasRightUntilNow() {
		String code = code();
		String proven = this.confirmations.find(code).orElseThrow().password();
		call("PATCH", "/api/v1/profile", "{\"password\": \"another horse\", \"current_password\": \"correct horse\"}",
				bearer(signIn(this.email, "correct horse")));

		assertThat(this.confirmations.confirm(code, proven)).isEmpty();
		assertThat(isConfirmed()).isFalse();
	}

}
