package cinema.auth.factor;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import cinema.auth.AuthTest;
import cinema.auth.page.Browser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A second factor, from its set-up to its end. */
class FactorIntegrationTests extends AuthTest {

	private static final String FACTOR = "/api/v1/profile/second-factor";

	private final String email = newEmail();

	private String id = "";

	private Phone phone = new Phone("");

	private List<String> recovery = List.of();

	@BeforeEach
	void signUp() {
		this.id = signUp(this.email);
	}

	@Test
	void asksForACodeOnceItIsSetUp() {
		String[] person = setUp();
		assertThat(get(FACTOR, person).body().toString()).isEqualTo("{\"on\":true,\"recovery_codes\":10}");

		Answer without = signInWith("");
		assertThat(without.status()).isEqualTo(401);
		assertThat(without.field()).isEqualTo("code");
		assertThat(signInWith("000000").field()).isEqualTo("code");
		assertThat(signInWith(this.phone.code(1)).status()).isEqualTo(200);
	}

	@Test
	void signsOutWhoeverCameInWithoutACode() {
		String[] before = bearer(signIn(this.email, "correct horse"));

		String[] person = setUp();

		assertThat(get("/api/v1/profile", before).status()).isEqualTo(401);
		assertThat(get("/api/v1/profile", person).status()).isEqualTo(200);
	}

	@Test
	void takesEachCodeOnce() {
		setUp();
		String code = this.phone.code(1);
		List<Integer> answers = IntStream.range(0, 4)
			.parallel()
			.mapToObj((number) -> signInWith(code).status())
			.toList();

		assertThat(answers).filteredOn((status) -> status == 200).hasSize(1);
		assertThat(signInWith(this.phone.code(0)).status()).as("one before it").isEqualTo(401);
		String spare = this.recovery.get(3);
		pass();
		assertThat(signInWith(spare.replace("-", " ").toUpperCase(Locale.ROOT)).status()).isEqualTo(200);
		assertThat(signInWith(spare).status()).isEqualTo(401);
	}

	@Test
	void makesWhoeverGuessesCodesWait() {
		setUp();
		for (int i = 0; i < 5; i++) {
			assertThat(signInWith("00000" + i).status()).isEqualTo(401);
		}
		Answer waits = signInWith(this.phone.code(1));
		assertThat(waits.status()).isEqualTo(429);
		assertThat(waits.headers().get("ratelimit")).contains("factor-account");
	}

	@Test
	void asksABrowserOnAPageOfItsOwn() {
		setUp();
		Browser browser = new Browser();
		URI form = URI.create("http://127.0.0.1:" + this.port + "/signin");
		HttpResponse<String> half = browser.submit(form, Map.of("email", this.email, "password", "correct horse"));
		assertThat(half.statusCode()).isEqualTo(200);
		assertThat(half.body()).contains("Your code", "one-time-code");
		assertThat(half.headers().allValues("set-cookie")).noneMatch((one) -> one.startsWith("cinema_session="));
		String pending = half.body().replaceAll("(?s).*name=\"half\" value=\"([^\"]+)\".*", "$1");
		assertThat(this.jdbc.sql("select hash from half_signins").query(String.class).list()).doesNotContain(pending);

		HttpResponse<String> wrong = browser.submit(form, half.body(), Map.of("code", "000000"));
		assertThat(wrong.statusCode()).isEqualTo(401);
		HttpResponse<String> in = browser.submit(form, wrong.body(), Map.of("code", this.phone.code(1)));

		assertThat(in.statusCode()).isEqualTo(200);
		assertThat(in.headers().allValues("set-cookie")).anyMatch((one) -> one.startsWith("cinema_session="));
		assertThat(browser.submit(form, half.body(), Map.of("code", this.recovery.get(0))).statusCode())
			.as("the half is good once")
			.isEqualTo(400);
	}

	@Test
	void isSetUpByWhoeverOwnsTheAddressAndTakenAwayByBothFactors() {
		String[] person = bearer(signIn(this.email, "correct horse"));
		assertThat(post(FACTOR, "{'current_password': 'correct horse'}", person).status()).as("not confirmed")
			.isEqualTo(409);
		setUp();
		person = bearer(signInWith(this.phone.code(1)).body().path("access_token").asString());
		assertThat(post(FACTOR, "{'current_password': 'correct horse'}", person).status()).as("again").isEqualTo(409);
		pass();
		assertThat(post(FACTOR + "/remove", "{'code': '" + this.phone.code(0) + "'}", person).field())
			.isEqualTo("current_password");
		assertThat(post(FACTOR + "/remove", "{'code': '000000', 'current_password': 'correct horse'}", person).field())
			.isEqualTo("code");

		assertThat(post(FACTOR + "/remove",
				"{'code': '" + this.recovery.get(0) + "', 'current_password': 'correct horse'}", person)
			.status()).isEqualTo(204);

		assertThat(events("user_added_second_factor", this.id)).isEqualTo(1);
		assertThat(events("user_removed_second_factor", this.id)).isEqualTo(1);
		assertThat(signInWith("").status()).isEqualTo(200);
		assertThat(get(FACTOR, person).body().toString()).isEqualTo("{\"on\":false,\"recovery_codes\":0}");
	}

	@Test
	void isTakenAwayByAnAdminForWhoeverLostAll() {
		setUp();
		String path = "/api/v1/users/" + this.id + "/second-factor";
		assertThat(call("DELETE", path, "", newcomer()).status()).isEqualTo(403);
		assertThat(call("DELETE", path, "", admin()).status()).isEqualTo(204);
		assertThat(call("DELETE", path, "", admin()).status()).isEqualTo(404);
		assertThat(events("user_removed_second_factor", this.id)).isEqualTo(1);
		assertThat(signInWith("").status()).isEqualTo(200);
	}

	@Test
	void keepsNothingThatAThiefOfTheDatabaseCouldUse() {
		setUp();
		String stored = this.jdbc
			.sql("""
					select secret || coalesce((select string_agg(hash, ',') from recovery_codes r where r.user_id = f.user_id), '')
					  from second_factors f where user_id = ?::uuid
					""")
			.param(this.id)
			.query(String.class)
			.single();

		assertThat(stored).doesNotContain(this.phone.secret());
		assertThat(this.recovery).hasSize(10).doesNotHaveDuplicates().noneMatch(stored::contains);
	}

	private String[] setUp() {
		confirm(event("user_signed_up", this.id).path("details").path("confirm_link").asString());
		String[] person = bearer(signIn(this.email, "correct horse"));
		assertThat(post(FACTOR, "{'current_password': 'wrong horse'}", person).field()).isEqualTo("current_password");
		JsonNode told = post(FACTOR, "{'current_password': 'correct horse'}", person).body();
		this.phone = new Phone(told.path("secret").asString());
		assertThat(told.path("uri").asString()).startsWith("otpauth://totp/Cinema:user-")
			.contains("%40example.com?secret=" + this.phone.secret());
		assertThat(signInWith("").status()).as("not before the first code").isEqualTo(200);
		assertThat(post(FACTOR + "/confirm", "{'code': '000000'}", person).field()).isEqualTo("code");
		this.recovery = post(FACTOR + "/confirm", "{'code': '" + this.phone.code(0) + "'}", person).body()
			.path("recovery_codes")
			.valueStream()
			.map(JsonNode::asString)
			.toList();
		return person;
	}

	/** As if the time had passed. */
	private void pass() {
		this.jdbc.sql("update second_factors set last_step = 0 where user_id = ?::uuid").param(this.id).update();
		this.jdbc.sql("delete from throttles where key like 'factor-account:%'").update();
	}

	private Answer signInWith(String code) {
		return post("/api/v1/signin", "{'email': '" + this.email + "', 'password': 'correct horse'"
				+ (code.isEmpty() ? "}" : ", 'code': '" + code + "'}"));
	}

}
