package cinema.auth.account;

import java.util.UUID;

import cinema.auth.AuthTest;
import cinema.auth.account.AccountController.ProfileChange;
import cinema.auth.account.Accounts.ProvenPassword;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What people say of themselves, take along and have erased. */
class ProfileIntegrationTests extends AuthTest {

	@Autowired
	private Accounts accounts;

	private final String email = newEmail();

	private String id;

	private String[] token;

	@BeforeEach
	void signIn() {
		this.id = signUp(this.email);
		this.token = bearer(signIn(this.email, "correct horse"));
	}

	@Test
	void keepsAPhoneNumberAsTheWorldWritesIt() {
		Answer changed = patch("{'phone': '+44 20 7946 0958'}");
		assertThat(changed.body().path("phone").asString()).isEqualTo("+442079460958");
		assertThat(patch("{'phone': ''}").body().path("phone").isNull()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "2079460958", "+44", "+999123456789", "call me", "+1",
			"+442079460958x12345678901234567890123" })
	void refusesWhatIsNoPhoneNumber(String phone) {
		Answer answer = patch("{'phone': '" + phone + "'}");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.field()).isEqualTo("phone");
	}

	@ParameterizedTest
	@CsvSource({ "a@b, false", "\"a b\"@example.com, false", "x@y@example.com, false",
			"'a@example.com,b@example.com', false", "a@example.com., false", ".a@example.com, false",
			"a..b@example.com, false", "ann+tag@example.com, true", "o'neil@example.co.uk, true" })
	void takesOneAddressAndNothingElse(String address, boolean good) {
		String body = "{\"email\": \"" + address.replace("\"", "\\\"").replace("@", "@" + System.nanoTime() + ".")
				+ "\", \"password\": \"correct horse\"}";
		String plain = "{\"email\": \"" + address.replace("\"", "\\\"") + "\", \"password\": \"correct horse\"}";
		assertThat(call("POST", "/api/v1/signup", good ? body : plain).status()).isEqualTo(good ? 201 : 400);
	}

	@Test
	void keepsToTheLengthsOfAddresses() {
		assertThat(post("/api/v1/signup", signUpOf("x".repeat(65) + "@example.com")).field()).isEqualTo("email");
		assertThat(post("/api/v1/signup", signUpOf("a@" + "x".repeat(250) + ".com")).field()).isEqualTo("email");
	}

	/** While its password is being proven and hashed, its owner may come by a letter. */
	@Test
	void changesNoPasswordThatIsAnotherThanTheOneThatWasProven() {
		ProfileChange change = new ProfileChange(null, "another horse", "correct horse", null, null, null, null, null,
				null);

		assertThatThrownBy(() -> this.accounts.change(UUID.fromString(this.id), change,
				new ProvenPassword("of before", "encoded"), null))
			.hasMessageContaining("is another by now");

		assertThat(signIn(this.email, "correct horse")).isNotEmpty();
	}

	@Test
	void takesTwoSpellingsOfAPasswordForOne() {
		String address = newEmail();
		post("/api/v1/signup", "{'email': '" + address + "', 'password': 'caf\u00e9 horse'}");
		assertThat(signIn(address, "cafe\u0301 horse")).isNotEmpty();
	}

	@Test
	void changesAnAddressWhenTheNewOneSaysSoAndWarnsTheOldOne() {
		prove(this.id);
		String wanted = newEmail();
		String body = "{'email': '" + wanted + "', 'current_password': 'correct horse'}";
		assertThat(post("/api/v1/profile/email", body.replace("correct", "wrong"), this.token).field())
			.isEqualTo("current_password");
		assertThat(post("/api/v1/profile/email/", body, this.token).status()).isEqualTo(202);
		JsonNode asked = event("user_requested_email_change", this.id).path("details");
		assertThat(asked.path("email").asString()).isEqualTo(wanted);
		assertThat(get("/api/v1/profile", this.token).body().path("email").asString()).isEqualTo(this.email);

		assertThat(confirm(asked.path("confirm_link").asString()).status()).isEqualTo(204);
		assertThat(confirm(asked.path("confirm_link").asString()).status()).isEqualTo(204);

		assertThat(get("/api/v1/profile", this.token).body().path("email").asString()).isEqualTo(wanted);
		assertThat(event("user_changed_email", this.id).path("details").path("email").asString()).isEqualTo(this.email);
		assertThat(events("user_changed_email", this.id)).isEqualTo(1);
		assertThat(signIn(wanted, "correct horse")).isNotEmpty();
	}

	@Test
	void givesNobodyTheAddressOfAnother() {
		String taken = newEmail();
		signUp(taken);
		prove(this.id);
		assertThat(post("/api/v1/profile/email", "{'email': '" + taken + "', 'current_password': 'correct horse'}",
				this.token)
			.status()).as("no answer tells").isEqualTo(202);
		JsonNode asked = event("user_requested_email_change", this.id).path("details");
		assertThat(confirm(asked.path("confirm_link").asString()).field()).isEqualTo("code");
	}

	@Test
	void keepsPreferencesByTopicAndChannelAndShowsThemToServices() {
		call("PATCH", "/api/v1/profile/preferences", "{\"preferences\": {\"new_movies\": {\"email\": false}}}",
				this.token);
		call("PATCH", "/api/v1/profile/preferences/", "{\"preferences\": {\"new_movies\": {\"sms\": true}}}",
				this.token);

		JsonNode user = get("/api/v1/users/?id=" + this.id, bearer(SERVICE_TOKEN)).body().path("items").path(0);
		assertThat(user.path("preferences").path("new_movies").path("email").asBoolean(true)).isFalse();
		assertThat(user.path("preferences").path("new_movies").path("sms").asBoolean(false)).isTrue();
		call("PUT", "/api/v1/profile/preferences", "{\"preferences\": {}}", this.token);
		assertThat(get("/api/v1/profile/preferences", this.token).body().path("preferences")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{'preferences': {'New Movies': {'email': true}}}",
			"{'preferences': {'new_movies': {'pigeon': true}}}", "{'preferences': {'new_movies': {'email': null}}}",
			"{'preferences': {'new_movies': null}}", "{'preferences': []}",
			"{'preferences': {'a': {'email': 'yes'}}}" })
	void refusesPreferencesThatNobodyCanHave(String body) {
		Answer answer = call("PATCH", "/api/v1/profile/preferences", body.replace('\'', '"'), this.token);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.field()).isNotEmpty();
	}

	@Test
	void handsOutAllThatIsKnownAndErasesIt() {
		assertThat(post("/api/v1/profile/export", "", this.token).field()).isEqualTo("current_password");
		assertThat(post("/api/v1/profile/export", "{'current_password': 'wrong horse'}", this.token).field())
			.isEqualTo("current_password");
		assertThat(events("user_exported_data", this.id)).isZero();
		JsonNode export = post("/api/v1/profile/export/", "{'current_password': 'correct horse'}", this.token).body();
		assertThat(events("user_exported_data", this.id)).isEqualTo(1);
		assertThat(export.path("profile").path("email").asString()).isEqualTo(this.email);
		assertThat(export.path("sign_ins")).hasSize(1);
		assertThat(export.path("notifications_at").asString()).isEqualTo("/api/v1/profile/notifications");
		assertThat(call("DELETE", "/api/v1/profile", "", this.token).field()).isEqualTo("password");
		assertThat(call("DELETE", "/api/v1/profile", "{\"password\": \"wrong horse\"}", this.token).field())
			.isEqualTo("password");

		assertThat(call("DELETE", "/api/v1/profile/", "{\"password\": \"correct horse\"}", this.token).status())
			.isEqualTo(204);

		assertThat(get("/api/v1/profile", this.token).status()).isEqualTo(401);
		assertThat(get("/api/v1/users/?id=" + this.id, bearer(SERVICE_TOKEN)).body().path("items")).isEmpty();
		assertThat(this.jdbc.sql("select count(*) from signins where user_id = ?::uuid")
			.param(this.id)
			.query(Long.class)
			.single()).isZero();
		assertThat(event("user_erased", this.id).toString()).contains(this.id).doesNotContain(this.email);
	}

	private Answer patch(String body) {
		return call("PATCH", "/api/v1/profile/", body.replace('\'', '"'), this.token);
	}

	private static String signUpOf(String address) {
		return "{'email': '" + address + "', 'password': 'correct horse'}";
	}

}
