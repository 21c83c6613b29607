package cinema.auth.preference;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.auth.AuthTest;
import cinema.auth.page.Browser;
import cinema.platform.seal.SealingKeys;
import cinema.platform.seal.SignedText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** When people want to be told, as they say it over REST and on the page of a letter. */
class DeliveryIntegrationTests extends AuthTest {

	private static final String PATH = "/api/v1/profile/preferences/delivery";

	private static final String[] SERVICE = bearer(SERVICE_TOKEN);

	private final Browser browser = new Browser();

	private String id;

	private String[] token;

	private URI link;

	@BeforeEach
	void signUp() {
		String email = newEmail();
		this.id = signUp(email);
		this.token = bearer(signIn(email, "correct horse"));
		this.link = URI.create("http://127.0.0.1:" + this.port + "/u/"
				+ new SignedText("unsubscribe", SealingKeys.read("test", Map.of("one", UNSUBSCRIBE_KEY), null))
					.sign(this.id + " new_movies email"));
		call("PATCH", "/api/v1/profile", "{\"time_zone\": \"Asia/Tokyo\"}", this.token);
	}

	private Answer put(String body) {
		return call("PUT", PATH, body.replace('\'', '"'), this.token);
	}

	private JsonNode seenByServices() {
		return get("/api/v1/users/" + this.id, SERVICE).body();
	}

	private List<String> changes() {
		return this.jdbc.sql("""
				select concat_ws(' ', topic, about, coalesce(said, 'unsaid'), how) from preference_changes
				 where user_id = ?::uuid order by number
				""").param(this.id).query(String.class).list();
	}

	private static String inHours(int hours) {
		return Instant.now().plus(Duration.ofHours(hours)).truncatedTo(ChronoUnit.SECONDS).toString();
	}

	@Test
	void keepsWhatWasSaidAndTellsServices() {
		String until = inHours(30);
		String said = ("{'rhythms': {'new_movies': 'weekly'}, 'digest_at': '18:00', 'digest_on': 'monday', "
				+ "'quiet_from': '22:30', 'quiet_to': '07:00', 'paused_until': '" + until + "'}")
			.replace('\'', '"');

		Answer answer = put(said);

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body().path("delivery")).isEqualTo(JsonMapper.shared().readTree(said));
		assertThat(answer.body().at("/topics/2/rhythm").asString()).isEqualTo("weekly");
		assertThat(answer.body().at("/topics/2/rhythms").toString()).isEqualTo("[\"at_once\",\"daily\",\"weekly\"]");
		assertThat(answer.body().at("/topics/1/rhythm").isNull()).isTrue();
		assertThat(seenByServices().path("delivery")).isEqualTo(JsonMapper.shared().readTree(said));
		JsonNode listed = get("/api/v1/users/?id=" + this.id, SERVICE).body().at("/items/0/delivery");
		assertThat(listed).isEqualTo(JsonMapper.shared().readTree(said));
		assertThat(changes()).containsExactly("digest_at 18:00 rest", "digest_on monday rest",
				"paused_until " + until + " rest", "quiet_hours 22:30-07:00 rest", "new_movies rhythm weekly rest");
		JsonNode event = event("user_changed_delivery", this.id).path("details");
		assertThat(event.path("changed").toString())
			.isEqualTo("[\"digest_at\",\"digest_on\",\"paused_until\",\"quiet_hours\",\"rhythm\"]");
		assertThat(event.path("how").asString()).isEqualTo("rest");
	}

	@Test
	void makesNothingLongerForWhoeverSaidNothing() {
		assertThat(seenByServices().has("delivery")).isFalse();

		put("{'quiet_from': '23:00', 'quiet_to': '06:00'}");
		assertThat(seenByServices().path("delivery").toString())
			.isEqualTo("{\"quiet_from\":\"23:00\",\"quiet_to\":\"06:00\"}");
		put("{}");
		assertThat(seenByServices().has("delivery")).isFalse();
		assertThat(changes()).endsWith("quiet_hours unsaid rest");
	}

	@Test
	void announcesNothingWhereNothingChanges() {
		put("{'digest_at': '18:00'}");
		put("{'digest_at': '18:00'}");

		assertThat(changes()).hasSize(1);
		assertThat(events("user_changed_delivery", this.id)).isEqualTo(1);
	}

	@Test
	void forgetsAPauseThatIsOver() {
		this.jdbc.sql("update users set delivery = '{\"paused_until\": \"2026-01-01T00:00:00Z\"}' where id = ?::uuid")
			.param(this.id)
			.update();

		assertThat(seenByServices().has("delivery")).isFalse();
		assertThat(get("/api/v1/profile/preferences", this.token).body().path("delivery").toString()).isEqualTo("{}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			quiet_to            | {'quiet_from': '22:00'}
			quiet_from          | {'quiet_to': '07:00'}
			quiet_to            | {'quiet_from': '07:00', 'quiet_to': '07:00'}
			quiet_from          | {'quiet_from': '24:00', 'quiet_to': '07:00'}
			digest_at           | {'digest_at': 'noon'}
			digest_on           | {'digest_on': 'Monday'}
			paused_until        | {'paused_until': '2026-01-01T00:00:00Z'}
			paused_until        | {'paused_until': '2999-01-01T00:00:00Z'}
			paused_until        | {'paused_until': 'Monday'}
			rhythms.contests    | {'rhythms': {'contests': 'daily'}}
			rhythms.account     | {'rhythms': {'account': 'weekly'}}
			rhythms             | {'rhythms': {'new_movies': 'hourly'}}
			""")
	void refusesWhatCannotBeAndNamesIt(String field, String body) {
		Answer answer = put(body);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.field()).startsWith(field);
		assertThat(seenByServices().has("delivery")).isFalse();
	}

	@Test
	void goesIntoTheExportAndGoesWithThePerson() {
		put("{'quiet_from': '23:00', 'quiet_to': '06:00'}");

		JsonNode export = post("/api/v1/profile/export", "{'current_password': 'correct horse'}", this.token).body();
		assertThat(export.at("/delivery/quiet_from").asString()).isEqualTo("23:00");
		assertThat(export.at("/preference_changes/0/about").asString()).isEqualTo("quiet_hours");
		assertThat(export.at("/preference_changes/0/said").asString()).isEqualTo("23:00-06:00");

		call("DELETE", "/api/v1/profile", "{\"password\": \"correct horse\"}", this.token);
		assertThat(changes()).isEmpty();
	}

	@Test
	void letsPeopleChooseOnThePage() {
		LocalDate monday = LocalDate.now(ZoneId.of("Asia/Tokyo")).plusDays(4);
		String page = this.browser.open(this.link).body();
		assertThat(page).contains("<select", "By the clock of Asia/Tokyo", "type=\"time\"", "type=\"date\"")
			.doesNotContain("End the pause")
			.doesNotContain("rhythm.contests");

		HttpResponse<String> saved = post(page, Map.of("rhythm.new_movies", "daily", "digest_at", "19:00", "digest_on",
				"friday", "quiet_from", "23:30", "quiet_to", "06:15", "pause", monday.toString()));

		assertThat(saved.statusCode()).isEqualTo(200);
		assertThat(saved.body()).contains("Saved.", "Paused until", "End the pause", "value=\"23:30\"",
				"<option value=\"daily\" selected>", "<option value=\"friday\" selected>");
		JsonNode delivery = seenByServices().path("delivery");
		assertThat(delivery.path("rhythms").toString()).isEqualTo("{\"new_movies\":\"daily\"}");
		assertThat(delivery.path("quiet_to").asString()).isEqualTo("06:15");
		assertThat(Instant.parse(delivery.path("paused_until").asString()))
			.isEqualTo(monday.atStartOfDay(ZoneOffset.ofHours(9)).toInstant());
		assertThat(changes()).contains("new_movies rhythm daily page");

		post(page, Map.of("digest_at", "20:00"));
		assertThat(seenByServices().at("/delivery/quiet_from").asString())
			.as("a page of before, on which nothing else was changed")
			.isEqualTo("23:30");
		HttpResponse<String> resumed = this.browser.post(this.link, Map.of("shown", "", "resume", "yes"));
		assertThat(resumed.body()).contains("Saved.").doesNotContain("Paused until");
		assertThat(seenByServices().at("/delivery").has("paused_until")).isFalse();
		assertThat(seenByServices().at("/delivery/digest_at").asString()).isEqualTo("20:00");
		post(this.browser.open(this.link).body(), Map.of("quiet_from", "", "quiet_to", "", "digest_on", ""));
		assertThat(seenByServices().path("delivery").toString())
			.isEqualTo("{\"rhythms\":{\"new_movies\":\"daily\"},\"digest_at\":\"20:00\"}");
	}

	@ParameterizedTest
	@CsvSource({ "quiet_from,22:00,A night has two ends", "pause,2026-01-01,A pause has to end on a day",
			"digest_at,six,An hour is written like", "pause,soon,An hour is written like",
			"pause,2999-12-31,a year long at most" })
	void saysOnThePageWhatIsWrongAndKeepsNothing(String field, String typed, String problem) {
		HttpResponse<String> answer = post(this.browser.open(this.link).body(),
				Map.of(field, typed, "rhythm.new_movies", "weekly", "none", "yes"));

		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains(problem, "role=\"alert\"");
		assertThat(seenByServices().has("delivery")).isFalse();
		assertThat(changes()).isEmpty();
	}

	@Test
	void speaksRussian() {
		this.jdbc.sql("update users set locale = 'ru-RU' where id = ?::uuid").param(this.id).update();
		put("{'paused_until': '" + inHours(30) + "'}");

		assertThat(this.browser.open(this.link).body()).contains("Как часто: Новые фильмы", "Раз в неделю, вместе",
				"Пауза до", "Закончить паузу", "Ночью не писать");
	}

	/** The second form of the page, as a browser posts it. */
	private HttpResponse<String> post(String page, Map<String, String> typed) {
		Map<String, String> fields = new TreeMap<>(Map.of("shown", ""));
		Matcher hidden = Pattern
			.compile("<input type=\"(?:hidden|time|date)\"(?: id=\"[^\"]*\")? name=\"([^\"]*)\" value=\"([^\"]*)\"")
			.matcher(page.substring(page.indexOf("<fieldset>")));
		while (hidden.find()) {
			if (!hidden.group(1).matches("shown|was")) {
				fields.put(hidden.group(1), hidden.group(2));
			}
		}
		assertThat(fields.keySet()).contains("rhythm.new_movies_was", "quiet_from_was", "pause");
		fields.putAll(typed);
		return this.browser.post(this.link, fields);
	}

}
