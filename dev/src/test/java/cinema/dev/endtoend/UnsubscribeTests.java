package cinema.dev.endtoend;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import cinema.dev.letter.StoredLetter;
import cinema.dev.mailbox.Mailbox;
import cinema.dev.part.MailPart;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Somebody whose mail program unsubscribes from what it got, through the whole system.
 */
@Timeout(300)
class UnsubscribeTests {

	private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

	private final Stack stack = RunningStack.get();

	private final Mailbox mailbox = this.stack.part(MailPart.class).mailbox();

	private final Events events = new Events(this.stack.places());

	private final HttpClient http = HttpClient.newHttpClient();

	private final String name = "u-" + UUID.randomUUID().toString().substring(0, 8);

	private String ann = "";

	private String bob = "";

	@BeforeEach
	void signUp() throws Exception {
		this.ann = Users.signUpAndConfirm(this.stack, address("ann"), Users.zoneWhereItIs(12), "en");
		this.bob = Users.signUpAndConfirm(this.stack, address("bob"), Users.zoneWhereItIs(12), "en");
	}

	@Test
	void tellsNobodyAgainWhoseMailProgramHasUnsubscribed() throws Exception {
		order("first", "");
		StoredLetter letter = letter("ann", "first");
		assertThat(header(letter, "List-Unsubscribe-Post")).isEqualTo(ONE_CLICK);
		assertThat(header(letter, "List-Id")).startsWith("<new_movies.");
		assertThat(header(letter, "Precedence")).isEqualTo("bulk");
		URI link = URI.create(header(letter, "List-Unsubscribe").replaceAll("[<>\\s]", ""));
		assertThat(letter.text()).contains(link.toString());
		assertThat(required().headers()).noneMatch((one) -> one.getKey().startsWith("List-"));

		assertThat(get(link).body()).contains("Unsubscribe from New films");
		assertThat(click(link).statusCode()).isEqualTo(200);

		order("second", "");
		letter("bob", "second");
		await().atMost(Duration.ofSeconds(30)).until(() -> reason("second").equals("opted out of new_movies"));
		assertThat(letters("ann", "second")).isZero();
		assertThat(get(link).body()).contains("New films").doesNotContain("Unsubscribe from New films");
	}

	@Test
	void stopsAMailingThatWaitsForItsHour() throws Exception {
		order("first", "");
		URI link = URI.create(header(letter("ann", "first"), "List-Unsubscribe").replaceAll("[<>\\s]", ""));
		order("second", "\"send_at\": \"" + Instant.now().plusSeconds(15).truncatedTo(ChronoUnit.SECONDS) + "\", ");

		assertThat(click(link).statusCode()).isEqualTo(200);

		letter("bob", "second");
		await().atMost(Duration.ofSeconds(30)).until(() -> reason("second").equals("opted out of new_movies"));
		assertThat(letters("ann", "second")).isZero();
	}

	@Test
	void holdsLettersDuringAPauseAndSendsThemWhenItIsEnded() throws Exception {
		order("first", "");
		URI link = URI.create(header(letter("ann", "first"), "List-Unsubscribe").replaceAll("[<>\\s]", ""));
		LocalDate tomorrow = LocalDate.now(ZoneId.of(Users.zoneWhereItIs(12))).plusDays(1);
		assertThat(post(link, "shown=&pause_was=&pause=" + tomorrow).body()).contains("Paused until", "End the pause");

		this.events.announce(
				"{\"id\": \"" + this.name + "-held\", \"event_type\": \"new_episode\", \"details\": {\"user_id\": \""
						+ this.ann + "\", \"series\": []}}");
		await().atMost(Duration.ofSeconds(60)).until(() -> reason("held").startsWith("held: paused until "));
		long before = lettersTo("ann");

		assertThat(post(link, "shown=&resume=yes").body()).doesNotContain("Paused until");

		await().atMost(Duration.ofSeconds(60)).until(() -> lettersTo("ann") == before + 1);
	}

	private long lettersTo(String who) {
		return this.mailbox.letters().stream().filter((one) -> one.to().get(0).address().equals(address(who))).count();
	}

	private void order(String which, String more) throws Exception {
		this.events.announce(
				"""
						{"id": "%1$s-%2$s", "from_service": "mailing", "receivers": "http://auth/api/v1/users/?id=%3$s&id=%4$s&page_size=50",
						 "template": "email/new_movies.md", "quiet_hours": "ignore", %5$s"expires_in": "1 day",
						 "template_context": {"movies": [], "title": "%2$s films"}}
						"""
					.formatted(this.name, which, this.ann, this.bob, more)
					.replace("\n", " "));
	}

	/** The confirmation, which cannot be left. */
	private StoredLetter required() {
		return this.mailbox.letters()
			.stream()
			.filter((one) -> one.to().get(0).address().equals(address("ann")) && one.subject().startsWith("Confirm"))
			.findFirst()
			.orElseThrow();
	}

	private StoredLetter letter(String who, String which) {
		return await().atMost(Duration.ofSeconds(60))
			.until(() -> this.mailbox.letters()
				.stream()
				.filter((one) -> isTo(one, who, which))
				.findFirst()
				.orElse(null), (found) -> found != null);
	}

	private long letters(String who, String which) {
		return this.mailbox.letters().stream().filter((one) -> isTo(one, who, which)).count();
	}

	private boolean isTo(StoredLetter letter, String who, String which) {
		return letter.to().get(0).address().equals(address(who)) && letter.subject().equals(which + " films");
	}

	private static String header(StoredLetter letter, String name) {
		Map<String, String> headers = letter.headers()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
		return headers.getOrDefault(name, "").strip();
	}

	private HttpResponse<String> get(URI link) throws Exception {
		return this.http.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString());
	}

	private HttpResponse<String> click(URI link) throws Exception {
		return post(link, ONE_CLICK);
	}

	private HttpResponse<String> post(URI link, String form) throws Exception {
		return this.http.send(HttpRequest.newBuilder(link)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form))
			.build(), BodyHandlers.ofString());
	}

	/** Why Ann is not told of a mailing, or an empty text. */
	private String reason(String which) throws Exception {
		try (Connection connection = DriverManager.getConnection(this.stack.places().database("orchestrator"));
				PreparedStatement statement = connection
					.prepareStatement("select reason from journal where event_id = ? and user_id = ?")) {
			statement.setString(1, this.name + "-" + which);
			statement.setString(2, this.ann);
			try (ResultSet found = statement.executeQuery()) {
				return found.next() ? String.valueOf(found.getString(1)) : "";
			}
		}
	}

	private String address(String who) {
		return this.name + "-" + who + "@example.com";
	}

}
