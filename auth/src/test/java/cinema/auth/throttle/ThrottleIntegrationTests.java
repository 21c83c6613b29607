package cinema.auth.throttle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import cinema.auth.AuthTest;
import cinema.auth.SlowHashes;
import cinema.auth.token.Secrets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Guessing passwords, codes and accounts. */
class ThrottleIntegrationTests extends AuthTest {

	@Autowired
	private SlowHashes hashes;

	@Test
	void makesWhoeverGuessesAPasswordWaitLongerAndLonger() {
		String email = newEmail();
		signUp(email);
		for (int i = 0; i < 5; i++) {
			assertThat(guess(email, "198.51.100." + i).status()).isEqualTo(401);
		}
		Answer blocked = guess(email, "198.51.100.9");
		assertThat(blocked.status()).isEqualTo(429);
		assertThat(seconds(blocked)).isBetween(1, 10);
		assertThat(blocked.headers()).containsKeys("ratelimit", "ratelimit-policy");
		assertThat(tokens(email, "correct horse", from("198.51.100.9")).path("status").asInt())
			.as("the right password has to wait as well")
			.isEqualTo(429);

		pass("10 seconds");
		assertThat(guess(email, "198.51.100.9").status()).isEqualTo(401);
		assertThat(seconds(guess(email, "198.51.100.9"))).isBetween(11, 20);

		pass("20 seconds");
		assertThat(tokens(email, "correct horse", from("198.51.100.9")).has("access_token")).isTrue();
	}

	@Test
	void tellsUnknownAccountsTheSameAsKnownOnes() {
		String known = newEmail();
		String unknown = newEmail();
		signUp(known);
		for (int i = 0; i < 7; i++) {
			Answer one = guess(known, "198.51.101.1");
			Answer other = guess(unknown, "198.51.101.2");
			assertThat(one.body()).isEqualTo(other.body());
			assertThat(one.status()).isEqualTo(other.status());
			assertThat(one.headers().get("ratelimit").split(";")[1])
				.isEqualTo(other.headers().get("ratelimit").split(";")[1]);
		}
	}

	@Test
	void doesAsMuchWorkForAnUnknownAccount() {
		String email = newEmail();
		signUp(email);
		this.hashes.take();

		guess(email, newAddress());
		List<String> known = this.hashes.take();
		guess(newEmail(), newAddress());

		assertThat(known).hasSize(1);
		assertThat(this.hashes.take()).isEqualTo(known);
	}

	@Test
	void limitsHowManyAccountsAnAddressMakes() {
		Answer first = signUpFrom("198.51.108.1");
		assertThat(first.status()).isEqualTo(201);
		assertThat(first.headers().get("ratelimit")).contains("signup-address").contains("r=49");
		this.jdbc.sql("update throttles set tries = 49 where key = ?")
			.param("signup-address:" + Secrets.hash("198.51.108.1"))
			.update();

		assertThat(signUpFrom("198.51.108.1").status()).isEqualTo(201);

		Answer last = signUpFrom("198.51.108.1");
		assertThat(last.status()).isEqualTo(429);
		assertThat(seconds(last)).isBetween(1, 10);
		assertThat(signUpFrom("198.51.108.2").status()).isEqualTo(201);
	}

	private Answer signUpFrom(String address) {
		return post("/api/v1/signup", "{'email': '" + newEmail() + "', 'password': 'correct horse'}", from(address));
	}

	@Test
	void stopsWhoeverGuessesCodesOfLetters() {
		List<Integer> answers = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			answers.add(
					post("/api/v1/confirm-email/confirm", "{'code': 'guess" + i + "'}", from("198.51.109.1")).status());
		}

		assertThat(answers.subList(0, 29)).containsOnly(400);
		assertThat(answers.subList(31, 40)).containsOnly(429);
	}

	@Test
	void stopsAnAddressThatTriesManyAccounts() {
		int last = 0;
		for (int i = 0; i < 51 && last != 429; i++) {
			last = guess("nobody-" + i + "@example.com", "198.51.104.1").status();
		}
		assertThat(last).isEqualTo(429);
		assertThat(guess("somebody@example.com", "198.51.104.2").status()).isEqualTo(401);
	}

	@Test
	void stopsWhoeverGuessesLinks() {
		List<Integer> answers = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			answers.add(get("/s/guess" + i, from("198.51.105.1")).status());
		}
		assertThat(answers.subList(0, 29)).containsOnly(404);
		assertThat(answers.subList(31, 40)).containsOnly(429);
		assertThat(get("/s/guess", from("198.51.105.2")).status()).isEqualTo(404);
	}

	/** By {@code -Dguesses=1000000} a million of them. */
	@Test
	void findsNoLinkForThousandsOfGuesses() {
		String code = post("/api/v1/links", "{'target': '/films'}", bearer(SERVICE_TOKEN)).body()
			.path("code")
			.asString();
		int guesses = Integer.getInteger("guesses", 3000);
		Map<Integer, Integer> answers = new ConcurrentHashMap<>();
		Set<JsonNode> bodies = ConcurrentHashMap.newKeySet();

		IntStream.range(0, guesses).parallel().forEach((number) -> {
			String guess = code.substring(0, code.length() - 3) + Integer.toString(number + 50_000, 36);
			Answer answer = get("/s/" + guess, from("198.51.110." + number % 10));
			answers.merge(answer.status(), 1, Integer::sum);
			if (answer.status() == 404) {
				((ObjectNode) answer.body()).remove("instance");
				bodies.add(answer.body());
			}
		});

		assertThat(answers).containsOnlyKeys(404, 429);
		assertThat(answers.get(404)).as("each address has 30 guesses, and one more now and then")
			.isBetween(10 * 30, 10 * 30 + 10 * guesses / 1000 + 100);
		assertThat(bodies).hasSize(1);
		assertThat(get("/api/v1/links/" + code, bearer(SERVICE_TOKEN)).body().path("clicks").asInt(-1)).isZero();
	}

	@Test
	void writesThreeLettersAnHourAtMostAndAlwaysSaysTheSame() {
		String email = newEmail();
		String id = signUp(email);
		for (int i = 0; i < 20; i++) {
			assertThat(post("/api/v1/password-reset", "{'email': '" + email + "'}", from("198.51.106." + i)).status())
				.isEqualTo(202);
			assertThat(post("/api/v1/confirm-email/", "{'email': '" + email + "'}", from("198.51.107." + i)).status())
				.isEqualTo(202);
		}
		event("user_requested_password_reset", id);
		event("user_requested_email_confirmation", id);
		pauseALittle();
		assertThat(events("user_requested_password_reset", id)).isBetween(1L, 3L);
		assertThat(events("user_requested_email_confirmation", id)).isBetween(1L, 3L);
	}

	private Answer guess(String email, String address) {
		return post("/api/v1/signin", "{'email': '" + email + "', 'password': 'wrong horse'}", from(address));
	}

	private static int seconds(Answer answer) {
		return Integer.parseInt(answer.headers().get("retry-after"));
	}

	/** As if the time had passed. */
	private void pass(String time) {
		this.jdbc.sql("update throttles set free_at = free_at - ?::interval, last_at = last_at - ?::interval")
			.params(time, time)
			.update();
	}

	private static void pauseALittle() {
		for (int i = 0; i < 20; i++) {
			pause();
		}
	}

}
