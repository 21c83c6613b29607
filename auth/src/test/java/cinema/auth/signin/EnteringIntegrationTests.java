package cinema.auth.signin;

import java.util.UUID;

import cinema.auth.AuthTest;
import cinema.auth.factor.FactorCheck;
import cinema.auth.request.Caller;
import cinema.auth.token.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever is signing in while the password is reset stays outside. */
class EnteringIntegrationTests extends AuthTest {

	private static final Caller STRANGER = new Caller("198.51.100.9", "Stranger/1");

	@Autowired
	private SignIns signIns;

	@Autowired
	private FactorCheck factor;

	@Autowired
	private Tokens tokens;

	private final String email = newEmail();

	private String id;

	@BeforeEach
	void signUp() {
		this.id = signUp(this.email);
	}

	@Test
	void beginsNoSessionByAPasswordThatWasResetSinceItWasCompared() {
		SignIns.Attempt before = this.signIns.check(this.email, "correct horse", null, STRANGER);
		assertThat(before.userId()).isNotNull();
		reset();

		assertThat(this.signIns.enter(before, (user) -> this.tokens.issue(user, STRANGER))).isEmpty();
		assertThat(this.signIns.enter(before, this.factor::begin)).isEmpty();

		SignIns.Attempt after = this.signIns.check(this.email, "another horse", null, STRANGER);
		assertThat(this.signIns.enter(after, (user) -> this.tokens.issue(user, STRANGER))).isPresent();
	}

	@Test
	void completesNothingThatWasBegunBeforeAReset() {
		UUID user = UUID.fromString(this.id);
		String half = this.factor.begin(user);
		reset();

		assertThat(this.factor.complete(half, user, () -> {
			throw new IllegalStateException("they are in");
		})).isFalse();
	}

	private void reset() {
		assertThat(post("/api/v1/password-reset", "{'email': '" + this.email + "'}").status()).isEqualTo(202);
		String link = event("user_requested_password_reset", this.id).path("details").path("reset_link").asString();
		String code = get(link).headers().get("location").replaceAll(".*code=", "");
		assertThat(post("/api/v1/password-reset/confirm/", "{'code': '" + code + "', 'password': 'another horse'}")
			.status()).isEqualTo(204);
	}

}
