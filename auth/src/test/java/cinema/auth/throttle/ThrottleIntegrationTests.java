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
import org.jspecify.annotations.Nullable;
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
	void letsAKnownDeviceInHoweverOthersGuess() {
		String email = newEmail();
		signUp(email);
		String device = tokens(email, "correct horse").path("device_token").asString();
		for (int i = 0; i < 50; i++) {
			guess(email, "198.51.113.1");
			guess("nobody-" + i + "@example.com", "198.51.113.1");
		}
		assertThat(signInFrom(email, "correct horse", null).status()).isEqualTo(429);
		assertThat(signInFrom(email, "correct horse", "a".repeat(32)).status()).as("an unknown device").isEqualTo(429);

		Answer in = signInFrom(email, "correct horse", device);

		assertThat(in.status()).isEqualTo(200);
		assertThat(in.body().path("device_token").asString()).as("it stays the same").isEqualTo(device);
		assertThat(this.jdbc.sql("select hash from known_devices").query(String.class).list()).doesNotContain(device);
		assertThat(signInFrom(email, "correct horse", null).status()).as("the others wait on").isEqualTo(429);
	}

	@Test
	void makesAKnownDeviceWaitForItsOwnGuessesAndForgetsItOnDemand() {
		String email = newEmail();
		signUp(email);
		JsonNode first = tokens(email, "correct horse");
		String device = first.path("device_token").asString();
		for (int i = 0; i < 5; i++) {
			assertThat(signInFrom(email, "wrong horse", device).status()).isEqualTo(401);
		}
		assertThat(signInFrom(email, "correct horse", device).status()).isEqualTo(429);
		assertThat(tokens(email, "correct horse").has("access_token")).as("others are not held up").isTrue();

		String[] person = bearer(first.path("access_token").asString());
		JsonNode known = get("/api/v1/profile/devices", person).body().path("items");
		assertThat(known).hasSize(2);
		known.forEach((one) -> {
			String path = "/api/v1/profile/devices/" + one.path("id").asString();
			assertThat(call("DELETE", path, "", newcomer()).status()).isEqualTo(404);
			assertThat(call("DELETE", path, "", person).status()).isEqualTo(204);
		});
		assertThat(get("/api/v1/profile/devices", person).body().path("items")).isEmpty();
		assertThat(signInFrom(email, "correct horse", device).status()).as("like everybody").isEqualTo(200);
	}

	@Test
	void knowsNoDeviceForAnotherAccountOrAfterASignOutEverywhere() {
		String email = newEmail();
		signUp(email);
		String device = tokens(email, "correct horse").path("device_token").asString();
		String other = newEmail();
		signUp(other);
		for (int i = 0; i < 6; i++) {
			guess(other, newAddress());
		}
		assertThat(signInFrom(other, "correct horse", device).status()).isEqualTo(429);

		post("/api/v1/signout", "{'all_devices': true}", bearer(signIn(email, "correct horse")));

		for (int i = 0; i < 6; i++) {
			guess(email, newAddress());
		}
		assertThat(signInFrom(email, "correct horse", device).status()).isEqualTo(429);
	}

	private Answer signInFrom(String email, String password, @Nullable String device) {
		return post("/api/v1/signin", "{'email': '" + email + "', 'password': '" + password + "'"
				+ ((device != null) ? ", 'device_token': '" + device + "'}" : "}"), from("198.51.113.1"));
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
	void stopsWhoeverBeginsManySignInsElsewhere() {
		List<Answer> answers = new ArrayList<>();
		for (int i = 0; i < 52; i++) {
			answers.add(get((i % 2 == 0) ? "/api/v1/social-signin/nobody" : "/api/v1/social-auth/nobody?code=a&state=b",
					from("198.51.114.1")));
		}
		assertThat(answers.subList(0, 50)).extracting(Answer::status).doesNotContain(429);
		assertThat(answers.get(51).status()).isEqualTo(429);
		assertThat(answers.get(0).headers().get("ratelimit")).contains("social-address", "r=49");
	}

	@Test
	void stopsWhoeverGuessesLinks() {
		List<Integer> answers = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			answers.add(get("/s/guess" + i, from("198.51.105.1")).status());
		}
		assertThat(answers.subList(0, 29)).containsOnly(404);
		assertThat(get("/s/guess", from("198.51.105.3")).headers().get("ratelimit")).contains("guess-address", "r=29");
		assertThat(answers.subList(31, 40)).containsOnly(429);
		assertThat(get("/s/guess", from("198.51.105.2")).status()).isEqualTo(404);
	}

	/** People behind one address suffer for nobody who guesses there. */
	@Test
	void takesARightCodeHoweverOthersGuess() {
		String link = post("/api/v1/links", "{'target': '/films'}", bearer(SERVICE_TOKEN)).body()
			.path("code")
			.asString();
		String email = newEmail();
		String id = signUp(email);
		String confirm = event("user_signed_up", id).path("details").path("confirm_link").asString();
		int last = 0;
		for (int i = 0; i < 40; i++) {
			last = get("/s/guess" + i, from("198.51.112.1")).status();
		}
		assertThat(last).isEqualTo(429);

		assertThat(get("/s/" + link, from("198.51.112.1")).status()).isEqualTo(302);
		String code = get(confirm, from("198.51.112.1")).headers().get("location").replaceAll(".*code=", "");
		assertThat(post("/api/v1/confirm-email/confirm", "{'code': '" + code + "'}", from("198.51.112.1")).status())
			.isEqualTo(204);
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
