package cinema.dev.endtoend;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.dev.letter.StoredLetter;
import cinema.dev.machine.Console;
import cinema.dev.mailbox.Mailbox;
import cinema.dev.mailbox.SmtpAnswer;
import cinema.dev.part.MailPart;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From the event to the letter, and through what can happen on the way. */
@Timeout(300)
class EndToEndTests {

	private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/s/[0-9A-Za-z]+");

	private final HttpClient http = HttpClient.newHttpClient();

	private final Stack stack = RunningStack.get();

	private final Mailbox mailbox = this.stack.part(MailPart.class).mailbox();

	private final Letters letters = new Letters(this.stack);

	private final Events events = new Events(this.stack.places());

	@BeforeEach
	void emptyTheMailbox() {
		await().atMost(Duration.ofSeconds(60)).until(() -> this.events.lag() == 0);
		this.mailbox.clear();
	}

	@AfterEach
	void takeEveryLetterAgain() {
		this.mailbox.answer(SmtpAnswer.OK);
	}

	@Test
	void takesAUserFromSignUpToAConfirmedAddressInOurWordsAlone() throws Exception {
		String email = "ann-" + UUID.randomUUID() + "@example.com";
		HttpResponse<String> signUp = post("/api/v1/signup",
				"{\"email\": \"" + email + "\", \"password\": \"correct horse\", \"first_name\": \"Blocked\"}");
		assertThat(signUp.statusCode()).as(signUp.body()).isEqualTo(201);
		await().atMost(Duration.ofSeconds(20)).until(() -> !this.letters.confirmations(email).isEmpty());
		StoredLetter letter = this.letters.confirmations(email).get(0);
		assertThat(letter.text()).contains("Hello,").doesNotContain("Blocked");
		assertThat(letter.html()).contains("Confirm the address").doesNotContain("Blocked");
		assertThat(letter.headers()).contains(Map.entry("Auto-Submitted", "auto-generated"));
		Matcher link = LINK.matcher(letter.text());
		assertThat(link.find()).as("a link in the letter").isTrue();
		assertThat(Users.confirm(link.group())).contains(email, "Confirm the address");
	}

	@Test
	void writesOneLetterHoweverOftenAnEventIsAnnounced() throws Exception {
		String id = "five-" + UUID.randomUUID();
		String event = Events.signUp(id);
		this.events.announce(event, event, event, event, event);
		this.letters.await(List.of(id));
		this.events.announce(event);
		awaitALaterOne();
		assertThat(this.letters.duplicates(List.of(id))).isZero();
	}

	@Test
	void writesNothingNewWhenTheTopicIsRewound() throws Exception {
		List<String> ids = Letters.ids("rewound", 5);
		this.events.announce(ids.stream().map(Events::signUp).toList());
		this.letters.await(ids);
		this.stack.application("orchestrator").stop();
		await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(this.events::rewind);
		int before = this.letters.count();
		this.stack.application("orchestrator").resume();
		this.stack.application("orchestrator").awaitReady();
		awaitALaterOne();
		assertThat(this.letters.count()).isEqualTo(before + 1);
	}

	/** When a later event has been taken and told, there was time for a second letter. */
	private void awaitALaterOne() throws Exception {
		await().atMost(Duration.ofSeconds(60)).until(() -> this.events.lag() == 0);
		List<String> later = Letters.ids("later", 1);
		this.events.announce(Events.newPassword(later.get(0)));
		this.letters.await(later, "Your password was changed");
	}

	@Test
	void keepsGoodEventsMovingBetweenBadOnes() throws Exception {
		List<String> ids = Letters.ids("between", 3);
		long before = this.events.dead();
		this.events.announce("not json", Events.signUp(ids.get(0)), "{\"id\": \"x\"", "[]", "",
				Events.signUp(ids.get(1)), "{\"event_type\": \"nobody_knows\", \"id\": \"1\"}",
				"{\"event_type\": \"user_signed_up\", \"id\": \"a b@c\"}", Events.signUp(ids.get(2)));
		this.letters.await(ids);
		await().atMost(Duration.ofSeconds(20)).until(() -> this.events.dead() == before + 6);
	}

	@Test
	void deliversInTheEndWhatTheMailServerPutOff() throws Exception {
		List<String> ids = Letters.ids("deferred", 3);
		this.mailbox.answer((letter, recipient) -> (letter <= 8) ? 451 : 250);
		this.events.announce(ids.stream().map(Events::signUp).toList());
		this.letters.await(ids);
		assertThat(this.letters.duplicates(ids)).isZero();
	}

	@Test
	void triesOnlyOnceWhatTheMailServerRefuses() throws Exception {
		String id = "refused-" + UUID.randomUUID();
		List<String> tried = new CopyOnWriteArrayList<>();
		this.mailbox.answer((letter, recipient) -> {
			tried.add(recipient);
			return 550;
		});
		this.events.announce(Events.newPassword(id));
		await().atMost(Duration.ofSeconds(60)).until(() -> shown(id).contains("\"status\":\"ENDED\""));
		assertThat(shown(id)).contains("\"state\":\"REJECTED\"");
		assertThat(tried).containsExactly(id + "@example.com");
	}

	/** What became of an event about a new password. */
	private String shown(String id) throws Exception {
		return this.http.send(HttpRequest
			.newBuilder(URI
				.create(this.stack.places().orchestrator() + "/api/v1/notifications/" + Events.NEW_PASSWORD + "/" + id))
			.header("Authorization", "Bearer " + this.stack.places().serviceToken())
			.build(), BodyHandlers.ofString()).body();
	}

	@Test
	void losesAndDoublesNothingWhenWorkerAndOrchestratorAreKilled() throws Exception {
		List<String> ids = Letters.ids("killed", 200);
		this.events.announce(ids.stream().map(Events::signUp).toList());
		await().atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> this.letters.confirmed(ids) >= 30);
		this.stack.application("worker").kill();
		this.stack.application("worker").awaitReady();
		await().atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> this.letters.confirmed(ids) >= 80);
		this.stack.application("orchestrator").kill();
		this.letters.await(ids);
		long unknown = new Database(this.stack.places()).unknown("killed-");
		Console.say("killed: attempted 200, delivered " + this.letters.confirmed(ids) + ", duplicated "
				+ this.letters.duplicates(ids) + ", unknown " + unknown);
		assertThat(this.letters.duplicates(ids)).as("copies beyond those of letters that were between dot and answer")
			.isLessThanOrEqualTo(unknown);
	}

	private HttpResponse<String> post(String path, String body) throws Exception {
		return this.http.send(HttpRequest.newBuilder(URI.create(this.stack.places().auth() + path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

}
