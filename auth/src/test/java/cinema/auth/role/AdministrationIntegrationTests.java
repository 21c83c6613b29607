package cinema.auth.role;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

import cinema.auth.AuthTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.config.ScheduledTaskHolder;

import static org.assertj.core.api.Assertions.assertThat;

/** What admins do, and nobody else. */
class AdministrationIntegrationTests extends AuthTest {

	@Autowired
	private ScheduledTaskHolder scheduled;

	@Test
	void makesChangesAndDeletesRoles() {
		String[] admin = admin();
		String name = "role" + System.nanoTime();
		Answer made = post("/api/v1/roles/", "{'name': '" + name + "', 'scopes': ['mailings:read']}", admin);
		assertThat(made.status()).isEqualTo(201);
		String path = "/api/v1/roles/" + made.body().path("id").asString();
		assertThat(post("/api/v1/roles", "{'name': '" + name + "'}", admin).status()).isEqualTo(409);

		assertThat(call("PATCH", path + "/", "{\"description\": \"Reads\"}", admin).body()
			.path("scopes")
			.path(0)
			.asString()).isEqualTo("mailings:read");
		assertThat(get(path, admin).body().path("description").asString()).isEqualTo("Reads");
		assertThat(get("/api/v1/roles", admin).body().path("items").size()).isGreaterThanOrEqualTo(3);
		assertThat(call("DELETE", path, "", admin).status()).isEqualTo(204);
		assertThat(get(path, admin).status()).isEqualTo(404);
	}

	@Test
	void tellsWhoGaveWhichRoleAndWhatAnAccountWentThrough() {
		String email = newEmail();
		String id = signUp(email);
		String[] admin = admin();
		post("/api/v1/users/" + id + "/roles/", "{'role': 'manager'}", admin);
		call("PATCH", "/api/v1/users/" + id, "{\"is_active\": false}", admin);

		JsonNode told = get("/api/v1/audit?target=user%20" + id, admin).body().path("items");

		assertThat(told.values()).extracting((one) -> one.path("act").asString())
			.contains("user_signed_up", "role given", "edited");
		JsonNode given = told.valueStream()
			.filter((one) -> one.path("act").asString().equals("role given"))
			.findFirst()
			.orElseThrow();
		assertThat(given.path("reason").asString()).isEqualTo("manager");
		assertThat(given.path("by").asString()).startsWith("user ");
		assertThat(given.path("address").asString()).isEqualTo("127.0.0.1");
		assertThat(told.toString()).contains("\"before\":{\"is_active\":true}", "\"after\":{\"is_active\":false}")
			.doesNotContain(email);
		assertThat(get("/api/v1/audit", bearer(signIn(newSignedUp(), "correct horse"))).status()).isEqualTo(403);
	}

	private String newSignedUp() {
		String email = newEmail();
		signUp(email);
		return email;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{}                                             | name
			{'name': 'Big Boss'}                           | name
			{'name': 'boss', 'scopes': ['everything']}     | scopes[0]
			{'name': 'boss', 'scopes': 'mailings:read'}    | scopes
			{'name': 'boss', 'scopes': [null]}             | scopes.0
			""")
	void namesWhatIsWrongWithARole(String body, String field) {
		Answer answer = post("/api/v1/roles", body, admin());
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.field()).isEqualTo(field);
	}

	@Test
	void keepsTheRolesThatTheCinemaNeeds() {
		assertThat(call("DELETE", "/api/v1/roles/00000000-0000-4000-8000-000000000001", "", admin()).status())
			.isEqualTo(409);
		assertThat(call("PATCH", "/api/v1/roles/00000000-0000-4000-8000-000000000001", "{\"name\": \"boss\"}", admin())
			.status()).isEqualTo(409);
	}

	@Test
	void givesAndTakesRolesWhichCountAtOnce() {
		String email = newEmail();
		String id = signUp(email);
		String[] token = bearer(signIn(email, "correct horse"));
		String[] admin = admin();
		assertThat(get("/api/v1/roles", token).status()).isEqualTo(403);

		assertThat(post("/api/v1/users/" + id + "/roles/", "{'role': 'admin'}", admin).body().path("items")).hasSize(1);
		assertThat(get("/api/v1/roles", token).status()).isEqualTo(200);
		assertThat(call("DELETE", "/api/v1/users/" + id + "/roles?role=admin", "", admin).body().path("items"))
			.isEmpty();
		assertThat(get("/api/v1/roles", token).status()).isEqualTo(403);
		post("/api/v1/users/" + id + "/roles", "{'role': 'manager'}", admin);
		assertThat(call("DELETE", "/api/v1/users/" + id + "/roles/", "{\"role\": \"manager\"}", admin).status())
			.isEqualTo(200);
		assertThat(post("/api/v1/users/" + id + "/roles", "{'role': 'nobody'}", admin).status()).isEqualTo(404);
		assertThat(post("/api/v1/users/" + id + "/roles", "{}", admin).field()).isEqualTo("role");
	}

	@Test
	void keepsTheLastAdmin() {
		String[] admin = admin();
		String id = get("/api/v1/profile", admin).body().path("id").asString();
		assertThat(call("DELETE", "/api/v1/users/" + id + "/roles?role=admin", "", admin).status()).isEqualTo(409);
		assertThat(call("PATCH", "/api/v1/users/" + id, "{\"is_active\": false}", admin).status()).isEqualTo(409);
		assertThat(call("DELETE", "/api/v1/profile", "{\"password\": \"" + ADMIN_PASSWORD + "\"}", admin).status())
			.isEqualTo(409);
	}

	@Test
	void findsEditsAndDeactivatesUsers() {
		String email = newEmail();
		String id = signUp(email);
		JsonNode session = tokens(email, "correct horse");
		String[] admin = admin();
		assertThat(get("/api/v1/users/?email=" + email.toUpperCase(), admin).body()
			.path("items")
			.path(0)
			.path("id")
			.asString()).isEqualTo(id);

		Answer edited = call("PATCH", "/api/v1/users/" + id + "/",
				"{\"first_name\": \"Ann\", \"phone\": \"+442079460958\", \"is_active\": false}", admin);

		assertThat(edited.body().path("first_name").asString()).isEqualTo("Ann");
		assertThat(get("/api/v1/users/" + id, admin).body().path("is_active").asBoolean(true)).isFalse();
		assertThat(get("/api/v1/profile", bearer(session.path("access_token").asString())).status()).isEqualTo(401);
		assertThat(post("/api/v1/refresh", "{'refresh_token': '" + session.path("refresh_token").asString() + "'}")
			.status()).isEqualTo(401);
		assertThat(tokens(email, "correct horse").path("status").asInt()).isEqualTo(401);
		assertThat(call("PATCH", "/api/v1/users/" + id, "{\"is_active\": true}", newcomer()).status()).isEqualTo(403);
		assertThat(get("/api/v1/users/00000000-0000-4000-8000-00000000dead", admin).status()).isEqualTo(404);
		assertThat(get("/api/v1/users/x", admin).field()).isEqualTo("id");
	}

	@Test
	void answersNumberedPagesForClientsThatKnowNoOther() {
		for (int i = 0; i < 3; i++) {
			signUp(newEmail());
		}
		JsonNode both = get("/api/v1/users/?page_size=2&page_number=1", bearer(SERVICE_TOKEN)).body();
		JsonNode second = get("/api/v1/users/?page_size=1&page_number=2", bearer(SERVICE_TOKEN)).body();
		assertThat(second.path("items").path(0)).isEqualTo(both.path("items").path(1));
		assertThat(second.path("page_number").asInt()).isEqualTo(2);
		assertThat(
				get("/api/v1/users/?page_size=500&page_number=2000000000", bearer(SERVICE_TOKEN)).body().path("items"))
			.isEmpty();
	}

	@Test
	void keepsTheHistoryOfSignInsAndAnnouncesANewDevice() {
		String email = newEmail();
		String id = signUp(email);
		String[] first = bearer(
				tokens(email, "correct horse", "User-Agent", "Phone/1").path("access_token").asString());
		tokens(email, "correct horse", "User-Agent", "Phone/1");
		assertThat(events("user_signed_in_from_new_device", id)).as("the first device is no news").isZero();
		String agent = "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0 your account is blocked, see evil.example";
		tokens(email, "correct horse", and(from("203.0.113.7"), "User-Agent", agent));

		JsonNode details = event("user_signed_in_from_new_device", id).path("details");
		assertThat(details.path("device").asString()).isEqualTo("Firefox, Linux");
		assertThat(details.path("address").asString()).isEqualTo("203.0.113.7");
		JsonNode page = get("/api/v1/profile/signins?page_size=2", first).body();
		assertThat(page.path("items").path(0).path("device").asString()).isEqualTo(agent);
		assertThat(page.path("items").path(0).path("new_device").asBoolean(false)).isTrue();
		JsonNode rest = get(page.path("next").asString(), first).body();
		assertThat(rest.path("items")).hasSize(1);
		assertThat(rest.path("next").isNull()).isTrue();
		assertThat(get("/api/v1/profile/signins/?page_size=2&page_number=2", first).body().path("items")).hasSize(1);
		assertThat(get("/api/v1/users/" + id + "/signins/", admin()).body().path("items")).hasSize(3);
		assertThat(get("/api/v1/users/" + id + "/signins", first).status()).isEqualTo(403);
	}

	@Test
	void dropsTheMonthsThatAreTooOld() {
		this.jdbc.sql("""
				create table if not exists signins_2019_05 partition of signins
				for values from ('2019-05-01 00:00:00+00') to ('2019-06-01 00:00:00+00')
				""").update();
		String user = signUp(newEmail());
		for (String at : List.of("2019-05-03 00:00:00+00", "2018-01-01 00:00:00+00")) {
			this.jdbc.sql("""
					insert into signins (id, user_id, at, address, device, way, new_device)
					values (gen_random_uuid(), ?::uuid, ?::timestamptz, '', '', 'password', false)
					""").params(user, at).update();
		}

		this.scheduled.getScheduledTasks()
			.stream()
			.filter((task) -> task.toString().contains("SignInMonths"))
			.forEach((task) -> task.getTask().getRunnable().run());

		assertThat(this.jdbc.sql("select count(*) from signins where user_id = ?::uuid")
			.param(user)
			.query(Long.class)
			.single()).isZero();
		assertThat(this.jdbc.sql("select to_regclass('signins_2019_05') is null").query(Boolean.class).single())
			.isTrue();
	}

	@Test
	void makesTheMonthsOfTheHistoryAhead() {
		YearMonth month = YearMonth.now(ZoneOffset.UTC).plusMonths(3);
		assertThat(this.jdbc.sql("select count(*) from pg_class where relname = ?")
			.param("signins_%04d_%02d".formatted(month.getYear(), month.getMonthValue()))
			.query(Long.class)
			.single()).isEqualTo(1);
		newcomer();
		assertThat(this.jdbc.sql("select count(*) from signins_other").query(Long.class).single()).isZero();
	}

}
