package cinema.auth.page;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;

import cinema.auth.AuthTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages behind the links of letters, as a browser fetches them. */
class PageIntegrationTests extends AuthTest {

	private static final String[] AS_A_BROWSER = { "Accept", "text/html,application/xhtml+xml,*/*;q=0.8" };

	private final String email = newEmail();

	private final Browser browser = new Browser();

	private String id;

	@BeforeEach
	void signUp() {
		this.id = signUp(this.email);
	}

	private URI here(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	/** Where the link of a letter leads. */
	private URI page(String event, String link) {
		return here(get(event(event, this.id).path("details").path(link).asString()).headers().get("location"));
	}

	private URI resetPage() {
		post("/api/v1/password-reset", "{'email': '" + this.email + "'}");
		return page("user_requested_password_reset", "reset_link");
	}

	private boolean isConfirmed() {
		return this.jdbc.sql("select email_confirmed from users where id = ?::uuid")
			.param(this.id)
			.query(Boolean.class)
			.single();
	}

	private void speak(String locale) {
		this.jdbc.sql("update users set locale = ? where id = ?::uuid").params(locale, this.id).update();
	}

	@Test
	void confirmsByTheButtonAndByNothingElse() {
		URI page = page("user_signed_up", "confirm_link");
		assertThat(this.browser.open(page).body()).contains(this.email, "Confirm the address");
		assertThat(call("HEAD", page.getPath() + "?" + page.getQuery(), "").status()).isEqualTo(200);
		assertThat(get("/api/v1/confirm-email?" + page.getQuery()).body().path("confirmed").asBoolean(true)).isFalse();
		assertThat(isConfirmed()).isFalse();

		HttpResponse<String> answer = this.browser.submit(page, Map.of());

		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).contains("The address is confirmed");
		assertThat(isConfirmed()).isTrue();
		assertThat(this.browser.open(page).body()).as("once more")
			.contains("The address is confirmed", "href=\"/signin\"");
	}

	@Test
	void leadsBackAfterTheButtonToWhereItMay() {
		URI page = page("user_signed_up", "confirm_link");
		URI back = URI.create(page + "&back_url=https://cinema.example/films&utm_source=letter");
		assertThat(this.browser.open(URI.create(page + "&back_url=https://evil.example")).statusCode()).isEqualTo(400);
		assertThat(this.browser.open(back).headers().firstValue("Content-Security-Policy").orElse(""))
			.endsWith("form-action 'self' https://cinema.example");
		assertThat(this.browser.open(back).body()).contains("href=\"/password-reset/letter\"");
		assertThat(this.browser.open(page).body()).as("said afterwards, where nobody is led away")
			.doesNotContain("/password-reset/letter");

		HttpResponse<String> answer = this.browser.submit(back, Map.of());

		assertThat(answer.statusCode()).isEqualTo(303);
		assertThat(answer.headers().firstValue("Location")).hasValue("https://cinema.example/films");
		assertThat(this.browser.open(back).body()).contains("href=\"https://cinema.example/films\"");
	}

	@Test
	void leadsABrowserFromTheAddressOfOldLettersToThePage() {
		String query = page("user_signed_up", "confirm_link").getQuery();
		URI old = here("/api/v1/confirm-email?" + query);
		assertThat(this.browser.redirect(old).toString()).endsWith("/confirm-email?" + query);
		assertThat(isConfirmed()).isFalse();
	}

	@Test
	void changesThePasswordAndSaysAtTheFieldWhatIsWrong() {
		URI page = resetPage();
		HttpResponse<String> wrong = this.browser.submit(page, Map.of("password", "short"));
		assertThat(wrong.statusCode()).isEqualTo(400);
		assertThat(wrong.body()).contains("aria-invalid=\"true\" aria-describedby=\"password-problem\" autofocus",
				"id=\"password-problem\" role=\"alert\">The password has to have 8 to 128 characters.");

		assertThat(this.browser.submit(page, Map.of("password", "another horse")).body())
			.contains("The password is changed");

		assertThat(signIn(this.email, "another horse")).isNotEmpty();
		assertThat(this.browser.open(page).statusCode()).isEqualTo(400);
		assertThat(this.browser.open(page).body()).contains("does not work any more", "Send me a letter");
	}

	@ParameterizedTest
	@CsvSource({ "/confirm-email, user_requested_email_confirmation", "/email-undo, user_requested_password_reset",
			"/password-reset, user_requested_password_reset" })
	void offersAnotherLetterForALinkThatDoesNotWork(String path, String event) {
		assertThat(this.browser.open(here(path)).body()).contains("The link is not complete")
			.doesNotContain("name=\"code\"");
		HttpResponse<String> dead = this.browser.open(here(path + "?code=dead"));
		assertThat(dead.statusCode()).isEqualTo(400);
		assertThat(dead.body()).contains("The link does not work any more");
		assertThat(this.browser.submit(here(path + "?code=dead"), Map.of("email", " ")).body())
			.contains("Type your e-mail address.");

		assertThat(this.browser.submit(here(path + "?code=dead"), Map.of("email", this.email)).statusCode())
			.isEqualTo(202);

		assertThat(event(event, this.id)).isNotEmpty();
		assertThat(this.browser.submit(here(path), Map.of("email", newEmail())).body()).as("nobody's address")
			.contains("If there is an account");
	}

	@ParameterizedTest
	@CsvSource({ "ru-RU, en, ru", "en, ru, en", "fr, 'ru-RU,ru;q=0.9', ru", "fr, 'de,en;q=0.5', en", "ru_RU, *, ru" })
	void speaksTheLanguageOfTheAccountElseOfTheBrowser(String account, String languages, String spoken) {
		speak(account);
		HttpResponse<String> page = new Browser(languages).open(resetPage());
		assertThat(page.headers().firstValue("Content-Language")).hasValue(spoken);
		assertThat(page.body()).contains("<html lang=\"" + spoken + "\">")
			.contains(spoken.equals("ru") ? "Новый пароль" : "New password");
		assertThat(page.headers().allValues("Vary").toString()).contains("Accept-Language");
	}

	@ParameterizedTest
	@CsvSource({ "'ru,en;q=0.8', Ссылка неполная", "'de-DE,de', The link is not complete",
			"'%%;q=x', The link is not complete" })
	void speaksTheLanguageOfTheBrowserWhereNobodyIsKnown(String languages, String title) {
		assertThat(new Browser(languages).open(here("/password-reset")).body()).contains(title);
	}

	@Test
	void speaksEnglishToABrowserThatSaysNothing() {
		assertThat(get("/signin", AS_A_BROWSER).headers()).containsEntry("content-language", "en");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/signin", "/password-reset/letter", "/confirm-email?code=dead", "/s/dead", "/nowhere" })
	void letsNothingInAndTellsNobody(String path) {
		Answer page = get(path, and(AS_A_BROWSER, from(newAddress())));
		assertThat(page.headers()).containsEntry("referrer-policy", "no-referrer")
			.containsEntry("x-content-type-options", "nosniff")
			.containsEntry("cache-control", "no-store")
			.containsEntry("x-frame-options", "DENY")
			.containsEntry("content-type", "text/html;charset=UTF-8");
		assertThat(page.headers().get("content-security-policy")).startsWith("default-src 'none'; style-src 'self'")
			.contains("frame-ancestors 'none'; form-action 'self'")
			.doesNotContain("unsafe");
	}

	@ParameterizedTest
	@CsvSource({ "GET, /s/dead, 404, There is nothing here", "GET, /nowhere, 404, There is nothing here",
			"GET, /api/v1/profile, 401, Sign in first", "DELETE, /password-reset, 405, That does not work here",
			"POST, /signin, 403, Try that once more", "POST, /s/dead, 405, That does not work here",
			"GET, /confirm-email?code=a&code=b, 400, That cannot be read",
			"GET, '/oauth2/authorize?client_id=nobody&response_type=code', 400, That cannot be read" })
	void tellsPeopleWhatToDoAboutAnError(String method, String path, int status, String title) {
		HttpResponse<String> page = this.browser.send(method, here(path));
		assertThat(page.statusCode()).isEqualTo(status);
		assertThat(page.body()).contains("<h1>" + title + "</h1>");
		assertThat(page.headers().firstValue("Content-Language")).hasValue("en");
	}

	@ParameterizedTest
	@ValueSource(strings = { "*/*", "application/json", "application/json,text/html;q=0.5", "text/html;q=0" })
	void answersProgramsByAProblemDocument(String accept) {
		Answer answer = get("/s/dead", "Accept", accept, "X-Forwarded-For", newAddress());
		assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
		assertThat(answer.body().path("status").asInt()).isEqualTo(404);
	}

	@Test
	void showsAPageToWhoeverFollowsTooManyDeadLinks() {
		Browser russian = new Browser("ru");
		HttpResponse<String> page = russian.open(here("/s/dead"));
		for (int i = 0; i < 40 && page.statusCode() == 404; i++) {
			page = russian.open(here("/s/dead" + i));
		}
		assertThat(page.statusCode()).isEqualTo(429);
		assertThat(page.body()).contains("<h1>Слишком много попыток</h1>",
				"Повторите через " + page.headers().firstValue("Retry-After").orElseThrow() + " с.");
	}

	@Test
	void tellsPeopleWhatWentWrongOnOurSide() {
		this.jdbc.sql("alter table password_resets rename to away").update();
		try {
			HttpResponse<String> page = this.browser.open(here("/password-reset?code=any"));
			assertThat(page.statusCode()).isEqualTo(500);
			assertThat(page.body()).contains("Something went wrong on our side",
					page.headers().firstValue("X-Request-Id").orElseThrow());
		}
		finally {
			this.jdbc.sql("alter table away rename to password_resets").update();
		}
	}

	@Test
	void tellsWhoeverTriesTooOftenHowLongToWait() {
		for (int i = 0; i < 6; i++) {
			this.browser.submit(here("/signin"), Map.of("email", this.email, "password", "wrong horse"));
		}
		HttpResponse<String> answer = new Browser("ru").submit(here("/signin"),
				Map.of("email", this.email, "password", "correct horse"));
		assertThat(answer.statusCode()).isEqualTo(429);
		assertThat(answer.body()).contains("Слишком много попыток. Повторите через ", "value=\"" + this.email + "\"");
		assertThat(answer.headers().firstValue("Retry-After")).isPresent();
	}

	@Test
	void knowsWhoIsSignedInAlready() {
		URI signIn = here("/signin");
		assertThat(this.browser.submit(signIn, Map.of("email", "", "password", "x")).body())
			.contains("Type your e-mail address.");
		assertThat(this.browser.submit(signIn, Map.of("email", this.email, "password", "correct horse")).body())
			.contains("You are signed in as " + this.email);
		assertThat(this.browser.open(signIn).body()).contains("You are signed in as " + this.email);
		this.browser.submit(signIn, Map.of());
		assertThat(this.browser.open(signIn).body()).as("signed out").contains("name=\"password\"");
		assertThat(this.browser.open(here("/signin?another")).body()).contains("name=\"password\"");
	}

	@Test
	void takesAParameterThatIsRepeatedAsOne() {
		URI page = resetPage();
		assertThat(this.browser.open(URI.create(page + "&" + page.getQuery())).statusCode()).isEqualTo(200);
		assertThat(get("/api/v1/confirm-email?code=a&code=b").field()).isEqualTo("code");
	}

	@Test
	void letsBrowsersKeepTheStyleForAYear() {
		String style = this.browser.open(here("/signin"))
			.body()
			.replaceAll("(?s).*href=\"(/pages/[^\"]*css)\".*", "$1");
		assertThat(style).matches("/pages/style-[0-9a-f]{32}\\.css");
		assertThat(get(style).status()).isEqualTo(200);
		assertThat(get(style).headers().get("cache-control")).isEqualTo("max-age=31536000");
	}

	@Test
	void showsWhatPeopleTypeAsText() {
		String typed = "\"><script>alert(1)</script>@example.com";
		assertThat(this.browser.submit(here("/signin"), Map.of("email", typed, "password", "wrong horse")).body())
			.doesNotContain("<script>")
			.contains("&lt;script&gt;");
	}

}
