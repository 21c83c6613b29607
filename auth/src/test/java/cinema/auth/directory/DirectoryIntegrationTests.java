package cinema.auth.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import cinema.auth.AuthTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Users as other services read them. */
class DirectoryIntegrationTests extends AuthTest {

	private static final String[] SERVICE = bearer(SERVICE_TOKEN);

	@Test
	void isForServicesAndAdminsOnly() {
		String email = newEmail();
		signUp(email);
		assertThat(get("/api/v1/users/").status()).isEqualTo(401);
		assertThat(get("/api/v1/users/", bearer(signIn(email, "correct horse"))).status()).isEqualTo(403);
		assertThat(get("/api/v1/users", SERVICE).status()).isEqualTo(200);
	}

	@Test
	void showsEachUserOnceWhileOthersSignUp() {
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			ids.add(signUp(newEmail()));
		}
		List<String> seen = new ArrayList<>();
		String all = "/api/v1/users/?is_active=True&email_notifications=true&page_number=1&page_size=";
		// About ten pages, however many other tests have signed up.
		int size = 1 + get(all + 1, SERVICE).body().path("total_items").asInt() / 10;
		String next = all + Math.min(size, 500);
		for (int page = 0; page < 1000 && next != null; page++) {
			Answer answer = get(next, SERVICE);
			answer.body().path("items").forEach((user) -> seen.add(user.path("id").asString()));
			next = answer.body().path("next").isNull() ? null : answer.body().path("next").asString();
			if (page < 3) {
				signUp(newEmail());
			}
		}
		assertThat(seen).containsAll(ids).doesNotHaveDuplicates();
	}

	@Test
	void findsUsersByTheirIds() {
		String email = newEmail();
		String id = signUp(email);
		Answer answer = get("/api/v1/users/?id=" + id, SERVICE);
		assertThat(answer.body().path("total_items").asInt()).isEqualTo(1);
		assertThat(answer.body().path("items").path(0).path("email").asString()).isEqualTo(email);
		assertThat(answer.body().path("next").isNull()).isTrue();
	}

	@Test
	void findsUsersByAPartOfTheirAddress() {
		String name = "Part_of-" + UUID.randomUUID();
		String id = signUp(name + "@Example.com");
		signUp(newEmail());

		String part = name.substring(2, 20).toUpperCase(Locale.ROOT);
		Answer found = get("/api/v1/users/?page_size=10&email_contains=" + part, SERVICE);
		assertThat(found.body().path("items")).extracting((user) -> user.path("id").asString()).containsExactly(id);
		assertThat(get("/api/v1/users/?email_contains=part%25of-" + name.substring(8), SERVICE).body().path("items"))
			.as("a sign of patterns stands for itself")
			.isEmpty();
		String second = signUp(name + "+second@example.com");
		assertThat(ids("/api/v1/users/?page_size=1&email_contains=" + part)).containsExactly(id, second);
		assertThat(ids("/api/v1/users/?page_size=1&email=" + name + "%2Bsecond@example.com")).containsExactly(second);
		assertThat(get("/api/v1/users/?email_contains=ab", SERVICE).field()).isEqualTo("email_contains");
	}

	@Test
	void findsAnAudienceByWhatIsKnownOfIt() {
		String zone = "Antarctica/Troll";
		String russian = signUp(zone, "ru-KZ");
		String english = signUp(zone, "en");
		String elsewhere = signUp("Antarctica/Vostok", "ru");
		String both = "/api/v1/users/?page_size=1&time_zone=" + zone;

		assertThat(ids(both)).contains(russian, english).doesNotContain(elsewhere);
		assertThat(ids(both + "&time_zone=Antarctica/Vostok&locale=RU")).contains(russian, elsewhere)
			.doesNotContain(english);
		assertThat(ids(both + "&created_from=2020-01-01T00:00:00Z&email_confirmed=False")).contains(russian);
		assertThat(ids(both + "&created_before=2020-01-01T00:00:00Z")).isEmpty();
		assertThat(ids(both + "&email_confirmed=true")).isEmpty();
	}

	private String signUp(String zone, String locale) {
		return post("/api/v1/signup", "{'email': '%s', 'password': 'correct horse', 'time_zone': '%s', 'locale': '%s'}"
			.formatted(newEmail(), zone, locale)).body().path("id").asString();
	}

	/** Of all pages, by the way that each names. */
	private List<String> ids(String first) {
		List<String> ids = new ArrayList<>();
		for (String next = first; next != null;) {
			Answer answer = get(next, SERVICE);
			assertThat(answer.status()).as(next).isEqualTo(200);
			JsonNode page = answer.body();
			page.path("items").forEach((user) -> ids.add(user.path("id").asString()));
			next = page.path("next").isNull() ? null : page.path("next").asString();
		}
		return ids;
	}

	@ParameterizedTest
	@CsvSource({ "page_size=0, page_size", "page_size=501, page_size", "page_size=x, page_size",
			"page_number=-1, page_number", "page_number=x, page_number", "is_active=maybe, is_active", "id=7, id",
			"cursor=x&page_number=2, cursor", "locale=ru_RU, locale", "time_zone=Mars!, time_zone",
			"email_confirmed=maybe, email_confirmed", "created_from=yesterday, created_from" })
	void namesTheParameterThatIsWrong(String query, String field) {
		Answer answer = get("/api/v1/users/?" + query, SERVICE);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.field()).isEqualTo(field);
	}

	@Test
	void confirmsAnAddressByTheLinkOfTheLetter() {
		String email = newEmail();
		String id = signUp(email);
		String event = this.jdbc.sql("select event from outbox where event_key = ?")
			.param(id + "+user_signed_up")
			.query(String.class)
			.single();
		String link = event.replaceAll(".*\"confirm_link\":\"([^\"]+)\".*", "$1");
		Answer redirect = get(link);
		assertThat(redirect.status()).isEqualTo(302);
		assertThat(redirect.headers()).containsEntry("cache-control", "no-store");
		assertThat(confirm(link).status()).isEqualTo(204);
		assertThat(get("/api/v1/users/?id=" + id, SERVICE).body()
			.path("items")
			.path(0)
			.path("email_confirmed")
			.asBoolean()).isTrue();
	}

	@Test
	void refusesWrongCodesAndForeignPlaces() {
		assertThat(get("/api/v1/confirm-email?code=wrong").field()).isEqualTo("code");
		assertThat(get("/api/v1/confirm-email").field()).isEqualTo("code");
		assertThat(get("/api/v1/confirm-email?code=wrong&back_url=https://evil.example").field()).isEqualTo("back_url");
		assertThat(get("/s/unknown").status()).isEqualTo(404);
	}

	@Test
	void refusesParametersThatNobodyCanTakeApart() {
		assertThat(get("/api/v1/users/?page_size=5&=66896", SERVICE).status()).isEqualTo(400);
	}

}
