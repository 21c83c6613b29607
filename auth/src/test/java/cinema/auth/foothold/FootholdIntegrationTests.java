package cinema.auth.foothold;

import java.util.List;

import cinema.auth.AuthTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A stranger waits in an account, and its owner comes. */
class FootholdIntegrationTests extends AuthTest {

	/** Where somebody may keep a hold of an account. */
	private static final List<String> BEGUN = List.of("families where ended_at is null and user_id",
			"browser_sessions where user_id", "confirmations where purpose = 'change' and user_id",
			"social_attempts where user_id", "oauth2_authorization where principal_name", "devices where user_id");

	private static final List<String> KEPT = List.of("social_accounts where user_id", "left_addresses where user_id");

	private final String email = newEmail();

	private String id;

	private String[] stranger;

	@BeforeEach
	void plant() {
		this.id = signUp(this.email);
		this.stranger = bearer(signIn(this.email, "correct horse"));
		call("PATCH", "/api/v1/profile", "{\"first_name\": \"Blocked\", \"phone\": \"+442079460958\"}", this.stranger);
		for (String sql : List.of("""
				insert into browser_sessions (hash, user_id, expires_at) values (?, ?::uuid, now() + interval '1 day')
				""", """
				insert into confirmations (hash, user_id, email, expires_at, purpose)
				values (encode(sha256(convert_to(?, 'UTF8')), 'hex'), ?::uuid, 'stranger@example.com',
				        now() + interval '1 day', 'change')
				""", """
				insert into social_accounts (service, subject, user_id, email, linked_at)
				values ('elsewhere', ?, ?::uuid, '', now())
				""", """
				insert into social_attempts (state_hash, service, nonce, verifier, browser, user_id, expires_at)
				values (?, 'elsewhere', '', '', '', ?::uuid, now() + interval '1 day')
				""", """
				insert into oauth2_authorization (id, registered_client_id, principal_name, authorization_grant_type)
				values (?, 'films', ?, 'authorization_code')
				""", """
				insert into left_addresses (hash, user_id, email, email_key, left_at, expires_at)
				values (?, ?::uuid, '', '', now(), now() + interval '1 day')
				""")) {
			this.jdbc.sql(sql).params(this.id, this.id).update();
		}
		BEGUN.forEach((place) -> assertThat(count(place)).as(place).isOne());
		KEPT.forEach((place) -> assertThat(count(place)).as(place).isOne());
	}

	private long count(String place) {
		return this.jdbc.sql("select count(*) from " + place + "::text = ?").param(this.id).query(Long.class).single();
	}

	private void reset() {
		post("/api/v1/password-reset", "{'email': '" + this.email + "'}");
		String link = event("user_requested_password_reset", this.id).path("details").path("reset_link").asString();
		String code = get(link).headers().get("location").replaceAll(".*code=", "");
		assertThat(
				post("/api/v1/password-reset/confirm", "{'code': '" + code + "', 'password': 'my own horse'}").status())
			.isEqualTo(204);
	}

	@Test
	void endsAllWithTheResetOfAnAccountThatNobodyHadProven() {
		reset();

		BEGUN.forEach((place) -> assertThat(count(place)).as(place).isZero());
		KEPT.forEach((place) -> assertThat(count(place)).as(place).isZero());
		assertThat(get("/api/v1/profile", this.stranger).status()).isEqualTo(401);
		String[] owner = bearer(signIn(this.email, "my own horse"));
		assertThat(get("/api/v1/profile", owner).body().path("first_name").isNull()).isTrue();
		assertThat(get("/api/v1/profile", owner).body().path("phone").isNull()).isTrue();
	}

	@Test
	void keepsWhatAPersonHasProvenAtTheirReset() {
		prove(this.id);
		this.jdbc.sql("delete from left_addresses where user_id = ?::uuid").param(this.id).update();
		this.jdbc.sql("update social_accounts set linked_at = now() - interval '8 days' where user_id = ?::uuid")
			.param(this.id)
			.update();

		reset();

		BEGUN.forEach((place) -> assertThat(count(place)).as(place).isZero());
		assertThat(count("social_accounts where user_id")).isOne();
		assertThat(
				get("/api/v1/profile", bearer(signIn(this.email, "my own horse"))).body().path("first_name").asString())
			.isEqualTo("Blocked");
	}

	/** By whoever gave the account the address of somebody else, who comes now. */
	@Test
	void takesAwayAllThatWasLinkedToAnAccountThatHasJustGotTheAddress() {
		prove(this.id);
		this.jdbc.sql("update social_accounts set linked_at = now() - interval '80 days' where user_id = ?::uuid")
			.param(this.id)
			.update();

		reset();

		assertThat(count("social_accounts where user_id")).isZero();
		assertThat(count("left_addresses where user_id")).as("what gives the address back to a thief's victim").isOne();
	}

	/** Or a thief with the password would be rid of it by an address of their own. */
	@Test
	void keepsASecondFactorOfBeforeThoughTheAddressIsNew() {
		prove(this.id);
		this.jdbc.sql(
				"insert into second_factors (user_id, secret, last_step, confirmed_at) values (?::uuid, '', 0, now() - interval '80 days')")
			.param(this.id)
			.update();

		reset();

		assertThat(count("second_factors where user_id")).isOne();
	}

	/** By a thief who had the password. */
	@Test
	void takesAwayWhatWasLinkedAndSetUpShortlyBeforeAReset() {
		prove(this.id);
		this.jdbc
			.sql("insert into second_factors (user_id, secret, last_step, confirmed_at) values (?::uuid, '', 0, now())")
			.param(this.id)
			.update();

		reset();

		assertThat(count("social_accounts where user_id")).isZero();
		assertThat(signIn(this.email, "my own horse")).as("without a code").isNotEmpty();
	}

	@Test
	void keepsNobodyFromComingBackByALetter() {
		post("/api/v1/password-reset", "{'email': '" + this.email + "'}");
		call("PATCH", "/api/v1/profile", "{\"password\": \"another horse\", \"current_password\": \"correct horse\"}",
				this.stranger);
		String link = event("user_requested_password_reset", this.id).path("details").path("reset_link").asString();
		String code = get(link).headers().get("location").replaceAll(".*code=", "");

		assertThat(
				post("/api/v1/password-reset/confirm", "{'code': '" + code + "', 'password': 'my own horse'}").status())
			.isEqualTo(204);
	}

	@Test
	void endsWhatOthersHaveBegunWithANewPassword() {
		prove(this.id);
		this.jdbc.sql("insert into devices (user_id, fingerprint, seen_at) values (?::uuid, 'another', now())")
			.param(this.id)
			.update();

		assertThat(call("PATCH", "/api/v1/profile",
				"{\"password\": \"my own horse\", \"current_password\": \"correct horse\"}", this.stranger)
			.status()).isEqualTo(200);

		for (String place : BEGUN) {
			assertThat(count(place)).as(place).isEqualTo(place.matches("(families|devices).*") ? 1 : 0);
		}
		assertThat(get("/api/v1/profile", this.stranger).status()).as("who changes it stays").isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/v1/profile/email", "/api/v1/profile/email/" })
	void changesNothingFromAnAccountThatNobodyHasProven(String path) {
		Answer answer = post(path, "{'email': '" + newEmail() + "', 'current_password': 'correct horse'}",
				this.stranger);

		assertThat(answer.status()).isEqualTo(409);
		assertThat(answer.field()).isEqualTo("email");
		assertThat(post("/api/v1/confirm-email/confirm", "{'code': '" + this.id + "'}").field()).as("a code of before")
			.isEqualTo("code");
	}

}
