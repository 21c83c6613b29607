package cinema.auth.preference;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.auth.AuthTest;
import cinema.auth.page.Browser;
import cinema.auth.preference.Preferences.How;
import cinema.platform.problem.RefusedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

/** A yes that counts once its person has pressed the button behind a letter's link. */
class OptInIntegrationTests extends AuthTest {

	private static final String PATH = "/api/v1/profile/preferences";

	private final String email = newEmail();

	private final Browser browser = new Browser();

	@Autowired
	private OptIns optIns;

	private String id;

	private String[] token;

	@BeforeEach
	void signUp() {
		this.id = signUp(this.email);
		prove(this.id);
		this.token = bearer(signIn(this.email, "correct horse"));
	}

	private Answer say(String channels) {
		return call("PATCH", PATH, "{\"preferences\": {\"parties\": " + channels.replace('\'', '"') + "}}", this.token);
	}

	private JsonNode parties() {
		return get(PATH, this.token).body().at("/topics/3");
	}

	private JsonNode preferences() {
		return get("/api/v1/users/" + this.id, bearer(SERVICE_TOKEN)).body().path("preferences");
	}

	/** What the letter's short link leads to. */
	private URI page() {
		String link = event("user_requested_opt_in", this.id).at("/details/confirm_link").asString();
		return URI.create("http://127.0.0.1:" + this.port + get(link).headers().get("location"));
	}

	private List<String> changes() {
		return this.jdbc.sql("""
				select concat_ws(' ', topic, channel, wanted::text, about, said, how) from preference_changes
				 where user_id = ?::uuid order by number
				""").param(this.id).query(String.class).list();
	}

	@Test
	void countsAYesOnlyWhenItWasConfirmed() {
		Answer answer = say("{'email': true, 'sms': true}");

		assertThat(answer.status()).isEqualTo(200);
		assertThat(parties().at("/channels/email").asBoolean(true)).isFalse();
		assertThat(parties().path("unconfirmed").propertyNames()).containsExactly("email", "sms");
		assertThat(preferences()).isEmpty();
		JsonNode details = event("user_requested_opt_in", this.id).path("details");
		assertThat(details.path("title").asString()).isEqualTo("Parties");
		assertThat(details.path("channels").toString()).isEqualTo("[\"email\",\"sms\"]");

		HttpResponse<String> confirmed = this.browser.submit(page(), Map.of());

		assertThat(confirmed.statusCode()).isEqualTo(200);
		assertThat(confirmed.body()).contains("Confirmed");
		assertThat(preferences())
			.isEqualTo(JsonMapper.shared().readTree("{\"parties\": {\"email\": true, \"sms\": true}}"));
		assertThat(parties().path("unconfirmed")).isEmpty();
		assertThat(changes()).containsExactly("parties email opt_in asked rest", "parties sms opt_in asked rest",
				"parties email true letter", "parties sms true letter");
	}

	@Test
	void announcesItAsTheSampleShowsIt() throws IOException {
		say("{'email': true}");

		JsonNode sample = JsonMapper.shared()
			.readTree(Files.readString(Path.of("../docs/contracts/event-user_requested_opt_in.json")));
		JsonNode event = event("user_requested_opt_in", this.id);
		assertThat(event.propertyNames()).containsExactlyInAnyOrderElementsOf(sample.propertyNames());
		assertThat(event.path("details").propertyNames())
			.containsExactlyInAnyOrderElementsOf(sample.path("details").propertyNames());
	}

	@Test
	void changesNothingWhenAScannerOpensTheLink() {
		say("{'email': true}");

		for (int i = 0; i < 3; i++) {
			HttpResponse<String> shown = this.browser.open(page());
			assertThat(shown.statusCode()).isEqualTo(200);
			assertThat(shown.body()).contains("<button>").doesNotContain("<script");
		}
		assertThat(preferences()).isEmpty();
	}

	@Test
	void saysTheSameToWhoeverPressesAgain() {
		say("{'email': true}");
		URI page = page();
		String open = this.browser.open(page).body();
		this.browser.submit(page, open, Map.of());

		assertThat(this.browser.submit(page, open, Map.of()).body()).contains("Confirmed");
		assertThat(this.browser.open(page).body()).contains("Confirmed").doesNotContain("<button>");
		assertThat(changes()).hasSize(2);
	}

	@Test
	void countsNothingAfterANo() {
		say("{'email': true}");
		URI page = page();
		String open = this.browser.open(page).body();
		say("{'email': false}");

		assertThat(parties().path("unconfirmed")).isEmpty();
		HttpResponse<String> late = this.browser.submit(page, open, Map.of());
		assertThat(late.statusCode()).isEqualTo(410);
		assertThat(late.body()).contains("does not count any more");
		assertThat(preferences().at("/parties/email").asBoolean(true)).isFalse();
	}

	@Test
	void sendsOneLetterForAYesThatWaits() {
		say("{'email': true}");
		URI first = page();
		say("{'email': true}");

		assertThat(events("user_requested_opt_in", this.id)).isOne();
		assertThat(this.browser.submit(first, Map.of()).body()).contains("Confirmed");
	}

	@Test
	void saysWhenItIsTooLateAndForgetsInTheEnd() {
		say("{'email': true}");
		URI page = page();
		String open = this.browser.open(page).body();
		this.jdbc.sql("update opt_ins set expires_at = now() - interval '1 second' where user_id = ?::uuid")
			.param(this.id)
			.update();

		assertThat(this.browser.open(page).body()).contains("too late");
		assertThat(this.browser.submit(page, open, Map.of()).statusCode()).isEqualTo(410);
		assertThat(parties().path("unconfirmed")).isEmpty();
		assertThat(preferences()).isEmpty();
		this.optIns.forget();
		assertThat(this.browser.open(page).statusCode()).isEqualTo(410);
		this.jdbc.sql("update opt_ins set expires_at = now() - interval '40 days' where user_id = ?::uuid")
			.param(this.id)
			.update();
		this.optIns.forget();
		assertThat(this.browser.open(page).statusCode()).isEqualTo(404);
	}

	@Test
	void believesNoForgedLink() {
		URI forged = URI.create("http://127.0.0.1:" + this.port + "/opt-in?code=" + "A".repeat(32));

		assertThat(this.browser.open(forged).statusCode()).isEqualTo(404);
		assertThat(this.browser.open(URI.create("http://127.0.0.1:" + this.port + "/opt-in")).body())
			.contains("does not work");
		say("{'email': true}");
		URI page = page();
		String open = this.browser.open(page).body();
		assertThat(this.browser.submit(page, open, Map.of("code", "forged")).statusCode()).isEqualTo(404);
		assertThat(new Browser().post(page, Map.of()).statusCode()).as("without the page").isEqualTo(403);
		assertThat(preferences()).isEmpty();
	}

	@Test
	void asksNobodyWhoseAddressIsNotProven() {
		this.jdbc.sql("update users set email_confirmed = false where id = ?::uuid").param(this.id).update();

		Answer refused = say("{'email': true}");
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.field()).isEqualTo("preferences.parties");
		assertThat(events("user_requested_opt_in", this.id)).isZero();
		assertThat(changes()).isEmpty();
	}

	@Test
	void countsForTheAddressThatTheLetterWentTo() {
		say("{'email': true}");
		URI page = page();
		this.jdbc.sql("update users set email = ?, email_key = ? where id = ?::uuid")
			.params("new-" + this.email, "new-" + this.email, this.id)
			.update();

		assertThat(this.browser.open(page).statusCode()).isEqualTo(410);
	}

	@Test
	void sendsOnlySoManyLetters() {
		int status = 200;
		for (int i = 0; i < 20 && status == 200; i++) {
			say("{'email': false}");
			status = say("{'email': true}").status();
		}

		assertThat(status).isEqualTo(429);
		assertThat(events("user_requested_opt_in", this.id)).isBetween(1L, 10L);
	}

	@Test
	void takesNoYesWhileNobodyHasEverToldWhichTopicsThereAre() {
		OptIns alone = new OptIns(this.jdbc, mock(), mock(), mock(), mock(), mock(), mock(), Clock.systemUTC());
		UUID user = UUID.fromString(this.id);
		Map<String, Map<String, Boolean>> yes = Map.of("films", Map.of("email", true));
		Map<String, Map<String, Boolean>> no = Map.of("films", Map.of("email", false));

		assertThatThrownBy(() -> alone.ask(user, Map.of(), yes, How.REST)).isInstanceOfSatisfying(
				RefusedException.class, (refused) -> assertThat(refused.getStatusCode().value()).isEqualTo(503));
		assertThat(alone.ask(user, yes, yes, How.REST)).as("said before").isEqualTo(yes);
		assertThat(alone.ask(user, yes, no, How.REST)).isEqualTo(no);
	}

	@Test
	void announcesThatAYesIsTakenBack() {
		call("PATCH", PATH, "{\"preferences\": {\"contests\": {\"email\": true}, \"new_movies\": {\"email\": true}}}",
				this.token);

		call("PUT", PATH, "{\"preferences\": {}}", this.token);

		assertThat(event("user_opted_out", this.id).at("/details/choices").toString())
			.as("contests have to be asked for, new films do not")
			.isEqualTo("[{\"topic\":\"contests\",\"channel\":\"email\"}]");
	}

}
