package cinema.dev.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

import cinema.dev.endtoend.RunningStack;
import cinema.dev.endtoend.Users;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From the letter to the page to what it does, as a person does it: in a browser, by
 * keyboard, in their language, at their size.
 */
@Timeout(300)
class PagesTests {

	private static final String PASSWORD = "correct horse";

	/** The sample of RFC 7636, appendix B. */
	private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

	private final HttpClient http = HttpClient.newHttpClient();

	private final Stack stack = RunningStack.get();

	private final Mail mail = new Mail(this.stack);

	private Browser browser;

	/** Longer than any line of a telephone. */
	private final String email = "somebody.with.long.address." + UUID.randomUUID() + "@example.com";

	@AfterEach
	void close() {
		if (this.browser != null) {
			this.browser.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "WIDE, en, Confirm your e-mail address, Confirm your e-mail address, The address is confirmed",
			"PHONE, ru, Подтвердите адрес почты, Подтвердите адрес почты, Адрес подтверждён" })
	void confirmsAnAddress(Screen screen, String language, String subject, String question, String done)
			throws Exception {
		signUp(language);
		open(screen, "fr,de");

		this.browser.go(this.mail.button(this.email, subject));
		sees(language, question, "confirm");
		assertThat(this.browser.text()).contains(this.email);
		this.browser.tabTo("button");
		this.browser.press(Keys.ENTER);

		awaits(language, done, "confirmed");
		assertThat(profile().path("email_confirmed").asBoolean(false)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "WIDE, en, Welcome to Cinema!, What you hear of, Saved.",
			"PHONE, ru, Добро пожаловать в Cinema!, О чём вам писать, Сохранено." })
	void choosesWhatToHearOf(Screen screen, String language, String subject, String title, String saved)
			throws Exception {
		Users.signUp(this.stack.places(), this.email, Users.zoneWhereItIs(12), language);
		open(screen, "fr,de");

		this.browser.go(this.mail.leaving(this.email, subject));
		sees(language, title, "leave");
		this.browser.tabTo("input[name='on'][value='new_movies.email']");
		this.browser.press(Keys.SPACE);
		this.browser.tabTo("fieldset ~ button");
		this.browser.press(Keys.ENTER);

		this.browser.await(() -> assertThat(this.browser.all(".done")).hasSize(1));
		sees(language, title, "leave-saved");
		assertThat(this.browser.text()).contains(saved);
		assertThat(this.browser.all("input[name='on'][value='new_movies.email']").get(0).isSelected()).isFalse();
		assertThat(this.browser.all("input[name='on'][value='reactions.email']").get(0).isSelected()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "WIDE, ru, Придумайте новый пароль, Придумайте новый пароль, Пароль изменён, Вход, Вы вошли",
			"PHONE, en, Choose a new password, Choose a new password, The password is changed, Sign in, You are signed in" })
	void setsANewPasswordAndSignsInWithIt(Screen screen, String language, String subject, String question, String done,
			String signIn, String signedIn) throws Exception {
		signUp(language);
		open(screen, language);
		this.browser.go(this.stack.places().auth() + "/signin");
		this.browser.tabTo("a[href='/password-reset/letter']");
		this.browser.press(Keys.ENTER);
		types("#email", this.email);
		this.browser.await(() -> assertThat(this.browser.all("form")).isEmpty());
		sees(language, this.browser.all("h1").get(0).getText(), "letter-sent");

		this.browser.go(this.mail.link(this.email, subject));
		sees(language, question, "reset");
		types("#password", "short");
		this.browser.await(() -> assertThat(this.browser.all("#password-problem")).hasSize(1));
		sees(language, question, "reset-refused");
		assertThat(this.browser.focused().getAttribute("id")).as("the field that is wrong").isEqualTo("password");
		this.browser.press("another horse", Keys.ENTER);
		awaits(language, done, "reset-done");

		this.browser.tabTo("a[href='/signin']");
		this.browser.press(Keys.ENTER);
		awaits(language, signIn, "signin");
		this.browser.tabTo("#email");
		this.browser.press(this.email, Keys.TAB, "another horse", Keys.ENTER);
		awaits(language, signedIn, "signed-in");
	}

	@ParameterizedTest
	@CsvSource({
			"PHONE, ru, Подтвердите адрес почты, Подтвердите новый адрес почты, Ваш новый адрес почты, Адрес подтверждён, "
					+ "Ваш адрес почты изменён, Вы не меняли адрес?, Придумайте новый пароль, Ссылка больше не работает",
			"WIDE, en, Confirm your e-mail address, Confirm your new e-mail address, Your new e-mail address, The address is confirmed, "
					+ "Your e-mail address was changed, You did not change your address?, Choose a new password, "
					+ "The link does not work any more" })
	void changesAnAddressAndGivesItBack(Screen screen, String language, String first, String subject, String question,
			String done, String warning, String undo, String reset, String dead) throws Exception {
		signUp(language);
		String other = "another-" + UUID.randomUUID() + "@example.com";
		open(screen, language);
		this.browser.go(this.mail.button(this.email, first));
		this.browser.tabTo("button");
		this.browser.press(Keys.ENTER);
		awaits(language, done, "proven");
		changeTo(other);

		this.browser.go(this.mail.button(other, subject));
		sees(language, question, "change");
		this.browser.tabTo("button");
		this.browser.press(Keys.ENTER);
		awaits(language, done, "changed");

		String link = this.mail.button(this.email, warning);
		this.browser.go(link);
		sees(language, undo, "undo");
		this.browser.tabTo("button");
		this.browser.press(Keys.ENTER);
		awaits(language, reset, "undone");
		types("#password", "my own horse");
		this.browser.await(() -> assertThat(this.browser.all("form")).isEmpty());
		assertThat(token(this.email, "my own horse").statusCode()).isEqualTo(200);

		this.browser.go(link);
		sees(language, dead, "dead-code");
	}

	@ParameterizedTest
	@CsvSource({ "WIDE, en, Sign in, The e-mail address or the password is wrong.",
			"PHONE, ru, Вход, Неверный адрес или пароль." })
	void signsInAndGoesBackToTheClient(Screen screen, String language, String title, String wrong) throws Exception {
		signUp(language);
		open(screen, language);
		String client = RunningStack.client().url();
		this.browser.go(this.stack.places().auth()
				+ "/oauth2/authorize?response_type=code&client_id=films&state=s1&scope=openid%20email&redirect_uri="
				+ client + "&code_challenge_method=S256&code_challenge=" + CHALLENGE);
		sees(language, title, "signin-client");
		this.browser.tabTo("#email");
		this.browser.press(this.email, Keys.TAB, "wrong horse", Keys.ENTER);
		this.browser.await(() -> assertThat(this.browser.text()).contains(wrong));
		sees(language, title, "signin-wrong");
		assertThat(this.browser.focused().getAttribute("id")).isEqualTo("password");
		this.browser.press(PASSWORD, Keys.ENTER);

		this.browser.await(() -> assertThat(this.browser.text()).startsWith("Back at the films"));
		assertThat(this.browser.url()).startsWith(client + "?code=").endsWith("&state=s1");
		assertThat(this.browser.complaints()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "WIDE, en, There is nothing here, Try that once more",
			"PHONE, ru, Здесь ничего нет, Попробуйте ещё раз" })
	void saysWhatToDoAboutADeadLinkAndAFormThatIsTooOld(Screen screen, String language, String dead, String old)
			throws Exception {
		open(screen, language);
		this.browser.go(this.stack.places().auth() + "/s/dead");
		sees(language, dead, "dead-link");

		this.browser.go(this.stack.places().auth() + "/signin");
		this.browser.driver().manage().deleteAllCookies();
		this.browser.tabTo("#email");
		this.browser.press(this.email, Keys.TAB, PASSWORD, Keys.ENTER);
		awaits(language, old, "old-form");
	}

	private void open(Screen screen, String languages) {
		this.browser = Browser.open(screen, languages);
	}

	private void signUp(String language) throws Exception {
		Users.signUp(this.stack.places(), this.email, "Europe/Moscow", language);
	}

	/** Types into a field that the keyboard reaches, and sends the form. */
	private void types(String field, String text) {
		this.browser.await(() -> this.browser.tabTo(field));
		this.browser.press(text, Keys.ENTER);
	}

	private void awaits(String language, String title, String name) {
		this.browser.await(() -> assertThat(this.browser.all("h1").get(0).getText()).isEqualTo(title));
		sees(language, title, name);
	}

	/** A page as it should be, whatever it says. */
	private void sees(String language, String title, String name) {
		this.browser.screenshot(name + "-" + language);
		assertThat(this.browser.all("h1").get(0).getText()).isEqualTo(title);
		assertThat(this.browser.title()).isEqualTo(title + " - Cinema");
		assertThat(this.browser.all("html").get(0).getAttribute("lang")).isEqualTo(language);
		assertThat(this.browser.scrollsSideways()).as("has to be moved sideways").isFalse();
		assertThat(this.browser.complaints()).isEmpty();
		assertThat(this.browser.barriers()).isEmpty();
	}

	private void changeTo(String other) throws Exception {
		HttpResponse<String> answer = send("/api/v1/profile/email",
				"{\"email\": \"" + other + "\", \"current_password\": \"" + PASSWORD + "\"}", bearer());
		assertThat(answer.statusCode()).isEqualTo(202);
	}

	private JsonNode profile() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.stack.places().auth() + "/api/v1/profile"))
			.header("Authorization", bearer())
			.build();
		return JsonMapper.shared().readTree(this.http.send(request, BodyHandlers.ofString()).body());
	}

	private String bearer() throws Exception {
		return "Bearer "
				+ JsonMapper.shared().readTree(token(this.email, PASSWORD).body()).path("access_token").asString();
	}

	private HttpResponse<String> token(String address, String password) throws Exception {
		return send("/api/v1/signin", "{\"email\": \"" + address + "\", \"password\": \"" + password + "\"}", "");
	}

	private HttpResponse<String> send(String path, String body, String bearer) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.stack.places().auth() + path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body));
		if (!bearer.isEmpty()) {
			request.header("Authorization", bearer);
		}
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

}
