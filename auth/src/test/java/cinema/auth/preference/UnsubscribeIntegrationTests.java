package cinema.auth.preference;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import cinema.auth.AuthTest;
import cinema.auth.page.Browser;
import cinema.platform.seal.SealingKeys;
import cinema.platform.seal.SignedText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Links to unsubscribe, as mail programs, scanners, strangers and people use them. */
class UnsubscribeIntegrationTests extends AuthTest {

	private static final String FORM = "application/x-www-form-urlencoded";

	private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

	private final String email = newEmail();

	private final HttpClient http = HttpClient.newHttpClient();

	private String id;

	private URI link;

	@BeforeEach
	void signUp() {
		this.id = signUp(this.email);
		this.link = link("one", UNSUBSCRIBE_KEY, this.id + " new_movies email");
	}

	private URI link(String id, String key, String text) {
		SignedText signature = new SignedText("unsubscribe", SealingKeys.read("test", Map.of(id, key), null));
		return here("/u/" + signature.sign(text));
	}

	private URI here(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	/** As a mail program sends it: no cookie, no origin, no word of what it takes. */
	private HttpResponse<String> send(String method, URI to, String type, String body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(to).method(method, BodyPublishers.ofString(body));
		if (!type.isEmpty()) {
			request.header("Content-Type", type);
		}
		request.header("X-Forwarded-For", "66.102.0.7");
		try {
			return this.http.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private JsonNode preferences() {
		return JsonMapper.shared()
			.readTree(this.jdbc.sql("select preferences::text from users where id = ?::uuid")
				.param(this.id)
				.query(String.class)
				.single());
	}

	private List<String> changes() {
		return this.jdbc.sql("""
				select concat_ws(' ', coalesce(topic, 'all'), channel, coalesce(wanted::text, 'unsaid'), how)
				  from preference_changes where user_id = ?::uuid order by number
				""").param(this.id).query(String.class).list();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = { FORM + "|" + ONE_CLICK,
			FORM + "; charset=UTF-8|" + ONE_CLICK + "&other=1",
			"multipart/form-data; boundary=b|--b\\r\\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\\r\\n\\r\\nOne-Click\\r\\n--b--\\r\\n",
			"multipart/form-data; boundary=\"b\"|--b\\r\\ncontent-disposition: form-data; name=List-Unsubscribe\\r\\nContent-Type: text/plain\\r\\n\\r\\nOne-Click\\r\\n--b--",
			"text/plain|" + ONE_CLICK })
	void takesTheClickOfAMailProgram(String type, String body) {
		HttpResponse<String> answer = send("POST", this.link, type, body.replace("\\r\\n", "\r\n"));

		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
		assertThat(answer.headers().firstValue("Location")).isEmpty();
		assertThat(preferences().at("/new_movies/email").asBoolean(true)).isFalse();
		assertThat(changes()).containsExactly("new_movies email false one-click");
		JsonNode event = event("user_opted_out", this.id).path("details");
		assertThat(event.path("choices").toString()).isEqualTo("[{\"topic\":\"new_movies\",\"channel\":\"email\"}]");
		assertThat(event.path("how").asString()).isEqualTo("one-click");
	}

	@Test
	void announcesANoAsTheSampleShowsIt() throws IOException {
		send("POST", this.link, FORM, ONE_CLICK);

		JsonNode sample = JsonMapper.shared()
			.readTree(Files.readString(Path.of("../docs/contracts/event-user_opted_out.json")));
		JsonNode event = event("user_opted_out", this.id);
		assertThat(event.propertyNames()).containsExactlyInAnyOrderElementsOf(sample.propertyNames());
		assertThat(event.path("details").propertyNames())
			.containsExactlyInAnyOrderElementsOf(sample.path("details").propertyNames());
	}

	@Test
	void answersTheSameHoweverOftenItIsClicked() {
		for (int i = 0; i < 3; i++) {
			assertThat(send("POST", this.link, FORM, ONE_CLICK).statusCode()).isEqualTo(200);
		}

		assertThat(changes()).hasSize(1);
		assertThat(events("user_opted_out", this.id)).isEqualTo(1);
	}

	@Test
	void holdsNoMailProviderUpThatClicksForMany() {
		URI forged = URI.create(this.link + "x");
		for (int i = 0; i < 60; i++) {
			assertThat(send("POST", forged, FORM, ONE_CLICK).statusCode()).isEqualTo(404);
			assertThat(send("POST", this.link, FORM, ONE_CLICK).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void changesNothingWhenAScannerOpensIt() {
		for (int i = 0; i < 5; i++) {
			assertThat(send("HEAD", this.link, "", "").statusCode()).isEqualTo(200);
			HttpResponse<String> shown = send("GET", this.link, "", "");
			assertThat(shown.statusCode()).isEqualTo(200);
			assertThat(shown.headers().firstValue("Content-Security-Policy").orElse(""))
				.startsWith("default-src 'none'");
			assertThat(shown.headers().firstValue("Cache-Control")).contains("no-store");
			assertThat(shown.body()).doesNotContain(this.email).doesNotContain("<script");
		}
		assertThat(send("GET", URI.create(this.link + "?" + ONE_CLICK), "", "").statusCode()).isEqualTo(200);

		assertThat(preferences()).isEmpty();
		assertThat(changes()).isEmpty();
		assertThat(events("user_opted_out", this.id)).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "List-Unsubscribe=", "List-Unsubscribe=No", "other=One-Click" })
	void changesNothingWithoutAWord(String body) {
		assertThat(send("POST", this.link, FORM, body).statusCode()).isEqualTo(400);
		assertThat(send("POST", this.link, "multipart/form-data; boundary=b", body).statusCode()).isEqualTo(400);

		assertThat(changes()).isEmpty();
	}

	@Test
	void believesEveryKeyThatItHasAndNoOther() {
		URI old = link("old", OLD_UNSUBSCRIBE_KEY, this.id + " reactions email");
		URI stranger = link("one", "//////////////////////////////////////////8=", this.id + " new_movies email");
		URI gone = link("gone", UNSUBSCRIBE_KEY, this.id + " new_movies email");

		assertThat(send("POST", old, FORM, ONE_CLICK).statusCode()).isEqualTo(200);
		for (URI forged : List.of(stranger, gone, here("/u/sample"), URI.create(this.link + "A"))) {
			assertThat(send("POST", forged, FORM, ONE_CLICK).statusCode()).isEqualTo(404);
			assertThat(send("GET", forged, "", "").statusCode()).isEqualTo(404);
		}
		assertThat(changes()).containsExactly("reactions email false one-click");
	}

	@Test
	void saysThatSomebodyIsGone() {
		call("DELETE", "/api/v1/profile", "{\"password\": \"correct horse\"}",
				bearer(signIn(this.email, "correct horse")));

		assertThat(send("GET", this.link, "", "").statusCode()).isEqualTo(410);
		HttpResponse<String> answer = send("POST", this.link, FORM, ONE_CLICK);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).contains("no such account");
		assertThat(changes()).isEmpty();
	}

	@Test
	void letsPeopleLeaveByTheButtonOfThePageInTheirLanguage() {
		this.jdbc.sql("update users set locale = 'ru-RU' where id = ?::uuid").param(this.id).update();
		Browser browser = new Browser("en");

		HttpResponse<String> page = browser.open(this.link);
		assertThat(page.body())
			.contains("lang=\"ru\"", "Отписаться: Новые фильмы", "Ваш аккаунт", "Это отключить нельзя")
			.contains("u\u2022\u2022\u2022@example.com");
		HttpResponse<String> done = browser.post(this.link, Map.of("List-Unsubscribe", "One-Click", "page", "yes"));

		assertThat(done.statusCode()).isEqualTo(200);
		assertThat(done.body()).contains("Вы отписаны: Новые фильмы").doesNotContain("Отписаться: Новые фильмы");
		assertThat(changes()).containsExactly("new_movies email false page");
	}

	@Test
	void letsPeopleChooseAmongAllTopics() {
		String shown = "shown=&shown=new_movies.email&shown=contests.email&shown=contests.sms";
		String was = "&was=new_movies.email";
		HttpResponse<String> page = send("GET", this.link, "", "");
		assertThat(page.body()).contains("value=\"new_movies.email\" checked")
			.contains("Contests, by SMS")
			.doesNotContain("value=\"contests.sms\" checked");

		HttpResponse<String> saved = send("POST", this.link, FORM, shown + was + "&on=contests.sms&on=forged.email");

		assertThat(saved.statusCode()).isEqualTo(200);
		assertThat(saved.body()).contains("Saved.").contains("value=\"contests.sms\" checked");
		assertThat(changes()).containsExactly("contests sms true page", "new_movies email false page");
		send("POST", this.link, FORM, shown + was + "&on=new_movies.email&on=contests.sms");
		assertThat(changes()).as("a page of before, on which nothing was changed but by the way").hasSize(2);
		send("POST", this.link, FORM, shown + "&was=contests.sms&on=new_movies.email&on=contests.sms&none=yes");
		assertThat(changes()).endsWith("new_movies email true page", "all email false page");
		assertThat(event("user_opted_out", this.id).at("/details/choices").toString())
			.isEqualTo("[{\"channel\":\"email\"}]");
		assertThat(send("GET", this.link, "", "").body()).contains("name=\"none\" value=\"yes\" checked");
	}

	@Test
	void keepsWhenAndHowSomebodySaidIt() {
		String[] token = bearer(signIn(this.email, "correct horse"));
		send("POST", this.link, FORM, ONE_CLICK);
		call("PATCH", "/api/v1/profile/preferences", "{\"preferences\": {\"new_movies\": {\"email\": true}}}", token);
		call("PUT", "/api/v1/profile/preferences", "{\"preferences\": {}}", token);
		call("PATCH", "/api/v1/profile", "{\"email_notifications\": false}", token);
		call("PATCH", "/api/v1/users/" + this.id, "{\"email_notifications\": true}", admin());

		assertThat(changes()).containsExactly("new_movies email false one-click", "new_movies email true rest",
				"new_movies email unsaid rest", "all email false rest", "all email true staff");
		JsonNode export = post("/api/v1/profile/export", "{'current_password': 'correct horse'}", token).body();
		assertThat(export.path("preference_changes")).hasSize(5);
		assertThat(export.at("/preference_changes/0/how").asString()).isEqualTo("one-click");
	}

	@Test
	void tellsTheProfilePageWhatThereIsToChooseFrom() {
		String[] token = bearer(signIn(this.email, "correct horse"));
		call("PATCH", "/api/v1/profile/preferences", "{\"preferences\": {\"contests\": {\"sms\": true}}}", token);

		JsonNode topics = get("/api/v1/profile/preferences", token).body().path("topics");
		assertThat(topics.findValuesAsString("name")).containsExactly("account", "contests", "new_movies", "parties");
		assertThat(topics.at("/0/required").asBoolean()).isTrue();
		assertThat(topics.at("/1/channels").toString()).isEqualTo("{\"email\":false,\"sms\":true}");
		assertThat(topics.at("/2/channels/email").asBoolean()).isTrue();
		Answer refused = call("PATCH", "/api/v1/profile/preferences",
				"{\"preferences\": {\"account\": {\"email\": false}}}", token);
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.field()).isEqualTo("preferences.account");
	}

}
