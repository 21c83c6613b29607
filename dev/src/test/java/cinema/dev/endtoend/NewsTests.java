package cinema.dev.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

import cinema.dev.letter.StoredLetter;
import cinema.dev.mailbox.Mailbox;
import cinema.dev.part.MailPart;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** News of films, as today's producers announce them, in each receiver's language. */
@Timeout(200)
class NewsTests {

	private final Stack stack = RunningStack.get();

	private final Mailbox mailbox = this.stack.part(MailPart.class).mailbox();

	private final Events events = new Events(this.stack.places());

	private final String name = "n-" + UUID.randomUUID().toString().substring(0, 8);

	private String ann = "";

	private String olga = "";

	@BeforeEach
	void signUpTwoWhoConfirmTheirAddress() throws Exception {
		this.mailbox.clear();
		this.ann = signUp("ann", "en");
		this.olga = signUp("olga", "ru");
		// The welcome goes out beside the confirmation.
		await().atMost(Duration.ofSeconds(60)).until(() -> this.mailbox.letters().size() >= 4);
		this.mailbox.clear();
	}

	@Test
	void tellsEverybodyOfNewMovies() throws Exception {
		announce("new_movies", "all",
				"\"movies\": [\"http://fastapi/api/v1/movies/1\", \"http://fastapi/api/v1/movies/2\"]");

		assertThat(letter("ann").text()).contains("Solaris", "Stalker", "Sleeper").doesNotContain("Приятного");
		assertThat(letter("olga").text()).contains("Solaris", "Stalker", "Sleeper", "Приятного");
	}

	@Test
	void tellsOneOfANewEpisode() throws Exception {
		for (String user : new String[] { this.ann, this.olga }) {
			announce("new_episode", user,
					"\"user_id\": \"" + user + "\", \"series\": [\"http://fastapi/api/v1/series/7\"]");
		}

		assertThat(letter("ann").subject()).isEqualTo("A new episode of Seventeen Moments of Spring");
		assertThat(letter("ann").text()).contains("Sleeper", "Episode 4");
		assertThat(letter("olga").subject()).isEqualTo("Новая серия: Seventeen Moments of Spring");
	}

	@Test
	void sumsUpTheReactionsToOnesReviews() throws Exception {
		for (String user : new String[] { this.ann, this.olga }) {
			announce("reactions_summary", user, "\"user_id\": \"" + user
					+ "\", \"stats\": [{\"type\": \"like\", \"total\": 12, \"target\": \"http://fastapi/api/v1/reviews/5\"}]");
		}

		assertThat(letter("ann").text()).contains("Likes", "12", "your review of Solaris");
		assertThat(letter("olga").text()).contains("Нравится", "12", "your review of Solaris");
	}

	private void announce(String type, String id, String details) throws Exception {
		this.events.announce("""
				{"id": "%s-%s", "event": "%s_event", "from_service": "fastapi", "details": {%s}}""".formatted(this.name,
				id, type, details));
	}

	private String signUp(String who, String locale) throws IOException, InterruptedException {
		return Users.signUpAndConfirm(this.stack, address(who), Users.zoneWhereItIs(12), locale);
	}

	private String address(String who) {
		return this.name + "-" + who + "@example.com";
	}

	private StoredLetter letter(String who) {
		return await().atMost(Duration.ofSeconds(60))
			.until(() -> this.mailbox.letters()
				.stream()
				.filter((one) -> one.to().get(0).address().equals(address(who)))
				.findFirst()
				.orElse(null), (found) -> found != null);
	}

}
