package cinema.auth;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Guessing passwords, codes and accounts, with a stopwatch. */
class ThrottleIntegrationTests extends AuthTest {

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
	void takesAsLongForAnUnknownAccount() {
		List<Long> known = new ArrayList<>();
		List<Long> unknown = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			String email = newEmail();
			signUp(email);
			known.add(time(email, "198.51.102." + i));
			unknown.add(time(newEmail(), "198.51.103." + i));
		}
		assertThat(median(unknown)).as("microseconds").isBetween(median(known) / 2, median(known) * 2);
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

	private long time(String email, String address) {
		long start = System.nanoTime();
		guess(email, address);
		return (System.nanoTime() - start) / 1000;
	}

	private static long median(List<Long> values) {
		return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
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
