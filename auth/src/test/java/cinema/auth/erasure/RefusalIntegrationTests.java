package cinema.auth.erasure;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;

import cinema.auth.AuthTest;
import cinema.auth.page.Browser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stranger does something with somebody else's address, whose owner reads the letter.
 */
class RefusalIntegrationTests extends AuthTest {

	private final String victims = newEmail();

	private final Browser owner = new Browser();

	private String id;

	private String[] stranger;

	@BeforeEach
	void signUpByIt() {
		this.id = signUp(this.victims);
		this.stranger = bearer(signIn(this.victims, "correct horse"));
	}

	private URI page(String event) {
		String link = event(event, this.id).path("details").path("confirm_link").asString();
		return URI.create("http://127.0.0.1:" + this.port + get(link).headers().get("location"));
	}

	/** By the second form, as it stands on the page. */
	private HttpResponse<String> refuse(URI page) {
		String html = this.owner.open(page).body();
		return this.owner.submit(page, html.substring(html.lastIndexOf("<form")), Map.of());
	}

	private long accounts(String email) {
		return this.jdbc.sql("select count(*) from users where email = ?").param(email).query(Long.class).single();
	}

	/** Somebody whose address is proven, and who wants to have the victim's. */
	private URI wantIt(String own, String victims) {
		this.id = signUp(own);
		prove(this.id);
		this.stranger = bearer(signIn(own, "correct horse"));
		assertThat(post("/api/v1/profile/email", "{'email': '" + victims + "', 'current_password': 'correct horse'}",
				this.stranger)
			.status()).isEqualTo(202);
		return page("user_requested_email_change");
	}

	@Test
	void deletesWhatSomebodyElseSignedUpByTheAddress() {
		URI page = page("user_signed_up");

		HttpResponse<String> answer = refuse(page);

		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).contains("The account is deleted", this.victims);
		assertThat(accounts(this.victims)).isZero();
		assertThat(tokens(this.victims, "correct horse").path("status").asInt()).isEqualTo(401);
		assertThat(get("/api/v1/profile", this.stranger).status()).isEqualTo(401);
		assertThat(this.owner.open(page).statusCode()).as("the link of before").isEqualTo(400);
		assertThat(events("user_erased", this.id)).isOne();
		assertThat(post("/api/v1/signup", "{'email': '" + this.victims + "', 'password': 'my own horse'}").status())
			.as("the owner's own account")
			.isEqualTo(201);
	}

	@Test
	void deletesNothingOnceTheAddressIsConfirmed() {
		URI page = page("user_signed_up");
		String html = this.owner.open(page).body();
		assertThat(this.owner.submit(page, Map.of()).statusCode()).isEqualTo(200);

		HttpResponse<String> late = this.owner.submit(page, html.substring(html.lastIndexOf("<form")), Map.of());

		assertThat(late.statusCode()).isEqualTo(400);
		assertThat(accounts(this.victims)).isOne();
		assertThat(this.owner.open(page).body()).as("who confirmed without having signed up")
			.contains("href=\"/password-reset/letter\"");
	}

	@Test
	void deletesNothingByOpeningTheRefusal() {
		URI page = page("user_signed_up");

		assertThat(this.owner.open(URI.create(page.toString().replace("/confirm-email?", "/confirm-email/refusal?")))
			.statusCode()).isEqualTo(302);

		assertThat(accounts(this.victims)).isOne();
	}

	@Test
	void namesTheAccountThatWantsTheAddressToItsOwnerAlone() {
		String own = "s" + newEmail();
		String page = this.owner.open(wantIt(own, newEmail())).body();

		String name = own.substring(0, own.indexOf('@'));
		assertThat(page).contains("s..." + name.substring(name.length() - 1) + "@example.com").doesNotContain(name);
	}

	@Test
	void keepsTheAddressFromAnAccountThatItsOwnerDoesNotKnow() {
		String own = newEmail();
		String wanted = newEmail();
		URI page = wantIt(own, wanted);

		HttpResponse<String> answer = refuse(page);

		assertThat(answer.body()).contains("Nothing was changed", wanted);
		assertThat(this.owner.open(page).statusCode()).as("the link of before").isEqualTo(400);
		assertThat(accounts(own)).as("whoever mistyped an address keeps their account").isOne();
		assertThat(get("/api/v1/profile", this.stranger).status()).isEqualTo(200);
		assertThat(post("/api/v1/signup", "{'email': '" + wanted + "', 'password': 'my own horse'}").status())
			.isEqualTo(201);
	}

	@Test
	void endsAChangeThatWaitsWithAResetAnErasureAndASecondChange() {
		String wanted = newEmail();
		String own = newEmail();
		URI first = wantIt(own, wanted);
		assertThat(post("/api/v1/profile/email", "{'email': '" + newEmail() + "', 'current_password': 'correct horse'}",
				this.stranger)
			.status()).isEqualTo(202);
		assertThat(this.owner.open(first).statusCode()).as("a second change").isEqualTo(400);

		this.jdbc.sql("delete from outbox where user_id = ?::uuid").param(this.id).update();
		this.jdbc.sql("delete from throttles").update();
		assertThat(post("/api/v1/profile/email", "{'email': '" + wanted + "', 'current_password': 'correct horse'}",
				this.stranger)
			.status()).isEqualTo(202);
		URI third = page("user_requested_email_change");
		assertThat(this.owner.open(third).statusCode()).isEqualTo(200);
		post("/api/v1/password-reset", "{'email': '" + own + "'}");
		String reset = event("user_requested_password_reset", this.id).path("details").path("reset_link").asString();
		String code = get(reset).headers().get("location").replaceAll(".*code=", "");
		assertThat(
				post("/api/v1/password-reset/confirm", "{'code': '" + code + "', 'password': 'my own horse'}").status())
			.isEqualTo(204);
		assertThat(this.owner.open(third).statusCode()).as("a reset").isEqualTo(400);

		URI fourth = wantIt(newEmail(), wanted);
		assertThat(call("DELETE", "/api/v1/profile", "{\"password\": \"correct horse\"}", this.stranger).status())
			.isEqualTo(204);
		assertThat(this.owner.open(fourth).statusCode()).as("an erasure").isEqualTo(400);
	}

}
