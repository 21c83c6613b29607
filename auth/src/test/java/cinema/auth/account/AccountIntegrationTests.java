package cinema.auth.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import cinema.auth.AuthTest;
import cinema.auth.account.AccountController.EmailChange;
import cinema.platform.problem.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Accounts as a client sees them. */
class AccountIntegrationTests extends AuthTest {

	@Autowired
	private Accounts accounts;

	/** The request was slow, and a letter was faster. */
	@Test
	void changesNothingByAPasswordThatWasRightUntilNow() {
		String email = newEmail();
		String id = signUp(email);
		prove(id);
		String proven = this.jdbc.sql("select password from users where id = ?::uuid")
			.param(id)
			.query(String.class)
			.single();
		call("PATCH", "/api/v1/profile", "{\"password\": \"my own horse\", \"current_password\": \"correct horse\"}",
				bearer(signIn(email, "correct horse")));

		assertThatThrownBy(() -> this.accounts.requestEmail(UUID.fromString(id),
				new EmailChange(newEmail(), "correct horse"), proven))
			.isInstanceOf(RefusedException.class)
			.hasMessageContaining("is another by now");
		assertThat(events("user_requested_email_change", id)).isZero();
	}

	@Test
	void signsUpQuicklyWhileKafkaIsDownAndKeepsTheEvent() {
		String email = newEmail();
		signUp(newEmail());
		Instant start = Instant.now();
		String id = signUp(email);
		assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
		assertThat(this.jdbc.sql("select event from outbox where event_key = ?")
			.param(id + "+user_signed_up")
			.query(String.class)
			.single()).contains("\"event_type\":\"user_signed_up\"", email, "\"confirm_link\":\"/s/");
		assertThat(get("/actuator/health/readiness").status()).isEqualTo(200);
	}

	@Test
	void refusesAnAddressThatOurMailServerDoesNotReach() {
		String body = "{\"email\": \"%s\", \"password\": \"correct horse\", \"current_password\": \"correct horse\"}";

		assertThat(call("POST", "/api/v1/signup", body.formatted("müller@example.com")).status()).isEqualTo(400);
		assertThat(call("POST", "/api/v1/signup", body.formatted("müller@example.com")).field()).isEqualTo("email");
	}

	@Test
	void givesAnAddressToOneUserOnlyHoweverItIsSpeltAndWhoeverIsQuicker() {
		String email = newEmail();
		String body = "{\"email\": \"%s\", \"password\": \"correct horse\"}";
		List<CompletableFuture<Integer>> answers = IntStream.range(0, 4)
			.mapToObj((number) -> CompletableFuture.supplyAsync(() -> call("POST", "/api/v1/signup",
					body.formatted((number % 2 == 0) ? email : email.toUpperCase(Locale.ROOT)))
				.status()))
			.toList();
		assertThat(answers).map(CompletableFuture::join).containsOnlyOnce(201).contains(409).doesNotContain(500);
		assertThat(call("POST", "/api/v1/signup/", body.formatted(email)).field()).isEqualTo("email");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{}                                                                            | email
			{"email": "ann", "password": "12345678"}                                      | email
			{"email": "a@b.co,c@d.co", "password": "12345678"}                            | email
			{"email": "a@b.co", "password": "short"}                                      | password
			{"email": "a@b.co"}                                                           | password
			{"email": "a@b.co", "password": ["x"]}                                        | password
			{"email": "a@b.co", "password": "12345678", "first_name": "a\\u0000b"}        | first_name
			{"email":                                                                     | body
			[]                                                                            | body
			""")
	void namesTheFieldThatIsWrong(String body, String field) {
		Answer answer = call("POST", "/api/v1/signup", body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
		assertThat(answer.field()).isEqualTo(field);
	}

	@Test
	void takesNoPasswordOfTenKilobytes() {
		assertThat(call("POST", "/api/v1/signup",
				"{\"email\": \"" + newEmail() + "\", \"password\": \"" + "x".repeat(10_000) + "\"}")
			.field()).isEqualTo("password");
	}

	@Test
	void saysTheSameToAnUnknownUserAndToAWrongPassword() {
		String email = newEmail();
		signUp(email);
		Answer wrong = call("POST", "/api/v1/signin", "{\"email\": \"" + email + "\", \"password\": \"wrong horse\"}");
		Answer unknown = call("POST", "/api/v1/signin",
				"{\"email\": \"" + newEmail() + "\", \"password\": \"wrong horse\"}");
		assertThat(wrong.status()).isEqualTo(401);
		assertThat(unknown.body()).isEqualTo(wrong.body());
	}

	@Test
	void changesAProfileAndAnnouncesANewPassword() {
		String email = newEmail();
		String id = signUp(email);
		String[] token = bearer(signIn(email, "correct horse"));
		Answer changed = call("PATCH", "/api/v1/profile",
				"{\"first_name\": \"Ann\", \"time_zone\": \"Asia/Tokyo\", \"password\": \"another horse\", \"current_password\": \"correct horse\"}",
				token);
		assertThat(changed.status()).isEqualTo(200);
		assertThat(get("/api/v1/profile/", token).body().path("time_zone").asString()).isEqualTo("Asia/Tokyo");
		assertThat(signIn(email, "another horse")).isNotEmpty();
		assertThat(this.jdbc.sql("select count(*) from outbox where event like ? and event like ?")
			.param("%user_changed_password_successfully%")
			.param("%" + id + "%")
			.query(Long.class)
			.single()).isEqualTo(1);
	}

	@Test
	void refusesAnAddressInAProfileAndAWrongCurrentPassword() {
		String email = newEmail();
		signUp(email);
		String[] token = bearer(signIn(email, "correct horse"));
		assertThat(call("PATCH", "/api/v1/profile", "{\"email\": \"b@c.de\"}", token).field()).isEqualTo("email");
		assertThat(call("PATCH", "/api/v1/profile",
				"{\"password\": \"another horse\", \"current_password\": \"wrong\"}", token)
			.field()).isEqualTo("current_password");
	}

	@Test
	void asksForTheCurrentPasswordBeforeItTakesANewOne() {
		String email = newEmail();
		signUp(email);
		String[] token = bearer(signIn(email, "correct horse"));

		Answer without = call("PATCH", "/api/v1/profile", "{\"password\": \"another horse\"}", token);

		assertThat(without.status()).isEqualTo(400);
		assertThat(without.field()).isEqualTo("current_password");
		assertThat(signIn(email, "correct horse")).isNotEmpty();
	}

	@Test
	void letsNobodyGuessThePasswordByTheTokenOfAnother() {
		String email = newEmail();
		signUp(email);
		String[] token = bearer(signIn(email, "correct horse"));
		String guess = "{\"password\": \"another horse\", \"current_password\": \"wrong horse\"}";

		for (int i = 0; i < 5; i++) {
			assertThat(call("PATCH", "/api/v1/profile", guess, token).status()).isEqualTo(400);
		}

		assertThat(call("PATCH", "/api/v1/profile", guess, token).status()).isEqualTo(429);
		assertThat(call("DELETE", "/api/v1/profile", "{\"password\": \"correct horse\"}", token).headers())
			.containsKeys("retry-after", "ratelimit");
		assertThat(signIn(email, "correct horse")).as("whoever knows it comes in all the same").isNotEmpty();
	}

	@Test
	void storesAPasswordAnewWhenItsNumbersAreOfYesterday() {
		String email = newEmail();
		signUp(email);
		String weak = "{argon2id}" + new Argon2PasswordEncoder(16, 32, 1, 4096, 1).encode("correct horse");
		this.jdbc.sql("update users set password = ? where email = ?").params(weak, email).update();

		assertThat(signIn(email, "correct horse")).isNotEmpty();

		assertThat(
				this.jdbc.sql("select password from users where email = ?").param(email).query(String.class).single())
			.contains("m=19456,t=2,p=1");
		assertThat(signIn(email, "correct horse")).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", SERVICE_TOKEN })
	void letsNobodyInWithoutATokenOfOurs(String token) {
		Answer answer = token.isEmpty() ? get("/api/v1/profile") : get("/api/v1/profile", bearer(token));
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.body().path("detail").asString()).isNotEmpty();
	}

}
