package cinema.auth.page;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import cinema.auth.AuthTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Forms that come otherwise than our pages send them. */
class FormIntegrationTests extends AuthTest {

	private static final String[] FORM = { "Content-Type", "application/x-www-form-urlencoded" };

	private URI here(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/signin", "/confirm-email", "/confirm-email/letter", "/confirm-email/refusal",
			"/password-reset", "/password-reset/letter", "/email-undo" })
	void tellsAProgramThatItNeedsTheTokenOfTheForm(String path) {
		Answer refused = call("POST", path, "code=a&email=a@b.example", FORM);

		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.headers().get("content-type")).startsWith("application/problem+json");
		assertThat(refused.body().path("detail").asString("")).contains("fetch the page anew");
		assertThat(new Browser().post(here(path), Map.of("code", "a")).body()).contains("<!DOCTYPE html>");
		Answer none = call("DELETE", path, "", FORM);
		assertThat(none.status()).isEqualTo(405);
		assertThat(none.headers().get("allow")).contains("GET", "POST");
	}

	@ParameterizedTest
	@ValueSource(strings = { "%%%", "a b", "/oauth2/authorize", "/oauth2/authorize?x=\u0000", "/oauth2/authorize?a=%zz",
			"/oauth2/authorize?a=b c|d", "//evil.example/oauth2/authorize?a=b", "http://[::1", "/?[",
			"/\ud83d\ude00?a" })
	void signsInWhateverStandsInTheCookieOfWhereTheBrowserWas(String changed) {
		String email = newEmail();
		signUp(email);
		Browser browser = new Browser();
		browser.keep(here("/"), "REDIRECT_URI",
				Base64.getEncoder().encodeToString(changed.getBytes(StandardCharsets.UTF_8)));

		assertThat(browser.open(here("/oauth2/authorize?client_id=nobodys")).statusCode()).isEqualTo(400);
		HttpResponse<String> answer = browser.submit(here("/signin"),
				Map.of("email", email, "password", "correct horse"));

		assertThat(answer.statusCode()).isIn(200, 302);
		assertThat(answer.headers().firstValue("Location").orElse("/oauth2/authorize?"))
			.startsWith("/oauth2/authorize?");
	}

	@Test
	void signsInWithACookieThatIsNoneOfOurs() {
		String email = newEmail();
		signUp(email);
		Browser browser = new Browser();
		browser.keep(here("/"), "REDIRECT_URI", "***");
		assertThat(browser.submit(here("/signin"), Map.of("email", email, "password", "correct horse")).statusCode())
			.isEqualTo(200);
	}

}
