package cinema.auth.page;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;

import cinema.auth.AuthTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A mail scanner opens every link of every letter, by HEAD and by GET. */
class ScannerIntegrationTests extends AuthTest {

	private final String email = newEmail();

	private final Browser browser = new Browser();

	private String id;

	@BeforeEach
	void signUp() {
		this.id = signUp(this.email);
	}

	/** Does what the letter of an event is written for. */
	private void ask(String event) {
		switch (event) {
			case "user_requested_password_reset" -> post("/api/v1/password-reset", "{'email': '" + this.email + "'}");
			case "user_requested_email_change" -> change();
			case "user_changed_email" -> {
				change();
				confirm(link("user_requested_email_change", "confirm_link"));
			}
			default -> {
			}
		}
	}

	private void change() {
		prove(this.id);
		assertThat(post("/api/v1/profile/email", "{'email': '" + newEmail() + "', 'current_password': 'correct horse'}",
				bearer(signIn(this.email, "correct horse")))
			.status()).isEqualTo(202);
	}

	private String link(String event, String name) {
		return event(event, this.id).path("details").path(name).asString();
	}

	private URI here(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	private Map<String, Object> state() {
		return this.jdbc.sql("""
				select (select to_jsonb(u)::text from users u where id = :id::uuid) as person,
				       (select count(*) from outbox where user_id = :id::uuid) as events,
				       (select count(*) from confirmations where user_id = :id::uuid) as codes,
				       (select count(*) from password_resets where user_id = :id::uuid) as resets,
				       (select count(*) from left_addresses where user_id = :id::uuid) as addresses,
				       (select count(*) from families where user_id = :id::uuid and ended_at is null) as sessions,
				       (select count(*) from throttles) as tries,
				       (select coalesce(sum(clicks), 0) from links where created_by = 'auth') as clicks
				""").param("id", this.id).query().singleRow();
	}

	@ParameterizedTest
	@CsvSource({ "user_signed_up, confirm_link", "user_requested_email_change, confirm_link",
			"user_changed_email, undo_link", "user_requested_password_reset, reset_link" })
	void changesAndCountsNothing(String event, String name) {
		ask(event);
		URI link = here(link(event, name));
		Map<String, Object> before = state();

		for (int i = 0; i < 40; i++) {
			URI page = Browser.location(link, this.browser.send("HEAD", link));
			this.browser.send("HEAD", page);
			assertThat(this.browser.redirect(link)).isEqualTo(page);
			HttpResponse<String> shown = this.browser.open(page);
			assertThat(shown.statusCode()).isEqualTo(200);
			assertThat(shown.headers().firstValue("Content-Security-Policy").orElse(""))
				.startsWith("default-src 'none'")
				.contains("frame-ancestors 'none'");
		}

		assertThat(state()).isEqualTo(before);
	}

	@Test
	void holdsNobodyUpWhoseLettersAreOld() {
		ask("user_requested_email_change");
		for (String page : new String[] { "/confirm-email", "/password-reset", "/email-undo",
				"/api/v1/confirm-email" }) {
			for (int i = 0; i < 40; i++) {
				assertThat(this.browser.open(here(page + "?code=dead" + i)).statusCode()).isIn(400, 302);
			}
		}

		URI page = this.browser.redirect(here(link("user_requested_email_change", "confirm_link")));
		assertThat(this.browser.submit(page, Map.of()).statusCode()).isEqualTo(200);
	}

}
