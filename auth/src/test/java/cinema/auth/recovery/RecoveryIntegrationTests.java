package cinema.auth.recovery;

import cinema.auth.AuthTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Ways back in, by letter. */
class RecoveryIntegrationTests extends AuthTest {

	private final String email = newEmail();

	private String id;

	@BeforeEach
	void signUp() {
		this.id = signUp(this.email);
	}

	@Test
	void setsANewPasswordByTheCodeOfTheLetterOnce() {
		JsonNode session = tokens(this.email, "correct horse");
		String code = code();
		String page = "/password-reset?code=" + code;
		assertThat(get(page).status()).as("a scanner opens the page").isEqualTo(200);

		assertThat(reset(code, "another horse").status()).isEqualTo(204);

		assertThat(reset(code, "a third horse").field()).isEqualTo("code");
		assertThat(signIn(this.email, "another horse")).isNotEmpty();
		assertThat(get("/api/v1/profile", bearer(session.path("access_token").asString())).status()).isEqualTo(401);
		assertThat(event("user_changed_password_successfully", this.id)).isNotEmpty();
		assertThat(event("user_confirmed_email", this.id)).isNotEmpty();
		assertThat(this.jdbc.sql("select count(*) from password_resets where hash = ?")
			.param(code)
			.query(Long.class)
			.single()).isZero();
	}

	@Test
	void forgetsTheEarlierLetterWhenThereIsALaterOne() {
		String first = code();
		this.jdbc.sql("delete from outbox where event_key like '%+user_requested_password_reset'").update();
		String second = code();

		assertThat(reset(first, "another horse").status()).isEqualTo(400);
		assertThat(reset(second, "another horse").status()).isEqualTo(204);
	}

	@Test
	void forgetsACodeInTime() {
		String code = code();
		this.jdbc.sql("update password_resets set expires_at = now() - interval '1 second' where user_id = ?::uuid")
			.param(this.id)
			.update();

		assertThat(reset(code, "another horse").field()).isEqualTo("code");
	}

	@Test
	void confirmsByASecondLetter() {
		assertThat(post("/api/v1/confirm-email", "{'email': '" + this.email + "'}").status()).isEqualTo(202);
		String link = event("user_requested_email_confirmation", this.id).path("details")
			.path("confirm_link")
			.asString();

		assertThat(confirm(link).status()).isEqualTo(204);

		assertThat(confirm(link).status()).as("repeating is fine").isEqualTo(204);
		assertThat(events("user_confirmed_email", this.id)).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/api/v1/password-reset         | {}                                   | email
			/api/v1/password-reset/        | {'email': ''}                        | email
			/api/v1/confirm-email          | {'email': null}                      | email
			/api/v1/password-reset/confirm | {'password': 'another horse'}        | code
			/api/v1/password-reset/confirm | {'code': 'x', 'password': 'short'}   | password
			/api/v1/password-reset/confirm/| {'code': 'x', 'password': 'another horse'} | code
			""")
	void namesTheFieldThatIsWrong(String path, String body, String field) {
		Answer answer = post(path, body, from("198.51.110.1"));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.field()).isEqualTo(field);
	}

	private String code() {
		assertThat(post("/api/v1/password-reset", "{'email': '" + this.email + "'}").status()).isEqualTo(202);
		String link = event("user_requested_password_reset", this.id).path("details").path("reset_link").asString();
		return get(link).headers().get("location").replaceAll(".*code=", "");
	}

	private Answer reset(String code, String password) {
		return post("/api/v1/password-reset/confirm/", "{'code': '" + code + "', 'password': '" + password + "'}");
	}

}
