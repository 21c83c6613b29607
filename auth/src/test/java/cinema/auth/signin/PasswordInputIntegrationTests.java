package cinema.auth.signin;

import java.util.List;

import cinema.auth.AuthTest;
import cinema.auth.SlowHashes;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Passwords that nobody has, and what strangers learn of accounts. */
class PasswordInputIntegrationTests extends AuthTest {

	@Autowired
	private SlowHashes hashes;

	@Test
	void hashesNothingThatNoPasswordCanBe() {
		this.hashes.take();
		for (String password : List.of("a\\u0000bcdefgh", "\\ud800bcdefgh", "x".repeat(129), "x".repeat(3_000))) {
			Answer refused = post("/api/v1/signin", "{'email': 'ann@example.com', 'password': '" + password + "'}");
			assertThat(refused.status()).isEqualTo(400);
			assertThat(refused.field()).isEqualTo("password");
			assertThat(
					post("/api/v1/signup", "{'email': '" + newEmail() + "', 'password': '" + password + "'}").field())
				.isEqualTo("password");
		}
		assertThat(post("/api/v1/signin", "{'email': 'ann@example.com', 'password': '" + "x".repeat(10_000) + "'}")
			.status()).isEqualTo(413);
		assertThat(this.hashes.take()).isEmpty();
	}

	/** 73 bytes and more are not cut off, as they are by bcrypt. */
	@Test
	void comparesAllOfALongPassword() {
		String email = newEmail();
		String password = "x".repeat(127);
		post("/api/v1/signup", "{'email': '" + email + "', 'password': '" + password + "y'}");

		assertThat(tokens(email, password + "y").has("access_token")).isTrue();
		assertThat(tokens(email, password + "z").has("access_token")).isFalse();
	}

	@Test
	void tellsNobodyByALetterWhetherThereIsAnAccount() {
		String known = newEmail();
		String id = signUp(known);
		this.hashes.take();

		for (String path : List.of("/api/v1/password-reset", "/api/v1/confirm-email")) {
			Answer one = post(path, "{'email': '" + known + "'}", from(newAddress()));
			Answer other = post(path, "{'email': '" + newEmail() + "'}", from(newAddress()));
			assertThat(one.status()).isEqualTo(202).isEqualTo(other.status());
			assertThat(one.body()).isEqualTo(other.body());
			assertThat(one.headers().keySet()).isEqualTo(other.headers().keySet());
			assertThat(one.headers().get("ratelimit")).isEqualTo(other.headers().get("ratelimit"));
		}
		assertThat(this.hashes.take()).isEmpty();
		assertThat(event("user_requested_password_reset", id)).as("written after the answer").isNotNull();
	}

}
