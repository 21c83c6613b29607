package cinema.auth.recovery;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import cinema.auth.AuthTest;
import cinema.auth.page.Browser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody with a stolen password takes an account, and its owner takes it back. */
class UndoIntegrationTests extends AuthTest {

	private final String email = newEmail();

	private final String thiefs = newEmail();

	private String id;

	private String[] thief;

	private String undo;

	@BeforeEach
	void takeAway() {
		this.id = signUp(this.email);
		prove(this.id);
		this.thief = bearer(signIn(this.email, "correct horse"));
		this.undo = change(this.thiefs);
	}

	/** The code of the warning that the address before gets. */
	private String change(String email) {
		this.jdbc.sql("delete from throttles where key like 'letter-account:%'").update();
		this.jdbc.sql("delete from outbox where user_id = ?::uuid").param(this.id).update();
		post("/api/v1/profile/email", "{'email': '" + email + "', 'current_password': 'correct horse'}", this.thief);
		JsonNode asked = event("user_requested_email_change", this.id).path("details");
		assertThat(confirm(asked.path("confirm_link").asString()).status()).isEqualTo(204);
		return code(event("user_changed_email", this.id).path("details").path("undo_link").asString());
	}

	private String code(String link) {
		String target = get(link).headers().get("location");
		assertThat(target).startsWith("/email-undo?code=");
		return target.replaceAll(".*code=", "");
	}

	private Answer undo(String code) {
		return post("/api/v1/email-undo/", "{'code': '" + code + "'}");
	}

	private String address() {
		return this.jdbc.sql("select email from users where id = ?::uuid").param(this.id).query(String.class).single();
	}

	@Test
	void givesTheAddressBackAndLocksTheThiefOut() {
		String reset = undo(this.undo).body().path("reset_code").asString("");

		assertThat(address()).isEqualTo(this.email);
		assertThat(get("/api/v1/profile", this.thief).status()).isEqualTo(401);
		assertThat(tokens(this.email, "correct horse").path("status").asInt()).isEqualTo(401);
		assertThat(post("/api/v1/password-reset/confirm", "{'code': '" + reset + "', 'password': 'my own horse'}")
			.status()).isEqualTo(204);
		assertThat(signIn(this.email, "my own horse")).isNotEmpty();
		assertThat(event("user_restored_email", this.id).path("details").path("email").asString())
			.isEqualTo(this.email);
		assertThat(undo(this.undo).field()).as("a code is good once").isEqualTo("code");
	}

	/** Whoever takes an address away prepares a way back in before. */
	@Test
	void endsWhatTheThiefHadPreparedBefore() {
		this.jdbc.sql("""
				insert into social_accounts (service, subject, user_id, email, linked_at)
				values ('elsewhere', ?, ?::uuid, '', now() - interval '1 day')
				""").params("thief" + this.id, this.id).update();
		this.jdbc.sql("""
				insert into second_factors (user_id, secret, last_step, confirmed_at)
				values (?::uuid, 'sealed', 0, now() - interval '1 day')
				""").param(this.id).update();

		assertThat(undo(this.undo).status()).isEqualTo(200);

		for (String place : List.of("social_accounts", "second_factors")) {
			assertThat(this.jdbc.sql("select count(*) from " + place + " where user_id = ?::uuid")
				.param(this.id)
				.query(Long.class)
				.single()).as(place).isZero();
		}
	}

	@Test
	void doesSoOnAPageThatChangesNothingWhenItIsOpened() {
		URI page = URI.create("http://127.0.0.1:" + this.port + "/email-undo?code=" + this.undo);
		Browser browser = new Browser();
		assertThat(browser.open(page).statusCode()).isEqualTo(200);
		assertThat(address()).isEqualTo(this.thiefs);

		HttpResponse<String> answer = browser.submit(page, Map.of());

		assertThat(answer.statusCode()).isEqualTo(303);
		assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("/password-reset?code=");
		assertThat(address()).isEqualTo(this.email);
		assertThat(browser.open(page.resolve(answer.headers().firstValue("Location").orElseThrow())).body())
			.contains(this.email + " is the address of your account again");
		assertThat(browser.open(page).statusCode()).isEqualTo(400);
	}

	@Test
	void letsNoThiefUndoTheUndo() {
		String second = change(newEmail());

		assertThat(undo(this.undo).status()).isEqualTo(200);
		assertThat(undo(second).status()).isEqualTo(400);
		assertThat(address()).isEqualTo(this.email);
	}

	@Test
	void givesALeftAddressToNobodyElseForAWhile() {
		String body = "{'email': '" + this.email.toUpperCase() + "', 'password': 'correct horse'}";
		assertThat(post("/api/v1/signup", body).field()).isEqualTo("email");

		this.jdbc.sql("update left_addresses set expires_at = now() - interval '1 second' where user_id = ?::uuid")
			.param(this.id)
			.update();

		assertThat(undo(this.undo).status()).isEqualTo(400);
		assertThat(post("/api/v1/signup", body).status()).isEqualTo(201);
	}

	@Test
	void namesWhatIsWrong() {
		assertThat(undo("x").field()).isEqualTo("code");
		assertThat(undo("").field()).isEqualTo("code");
		assertThat(undo("x".repeat(201)).field()).isEqualTo("code");
	}

}
