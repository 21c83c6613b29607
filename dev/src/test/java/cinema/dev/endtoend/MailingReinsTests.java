package cinema.dev.endtoend;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import cinema.dev.machine.Console;
import cinema.dev.mailbox.Mailbox;
import cinema.dev.part.MailPart;
import cinema.dev.stack.Stack;
import cinema.dev.stub.Crowd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What staff say to a mailing of which hundreds of pages wake at once. */
@Timeout(500)
class MailingReinsTests {

	private static final int PAGES = 500;

	/** A second is what it takes; more where others use the machine. */
	private static final Duration SOON = Duration.ofSeconds(5);

	private final Stack stack = RunningStack.get();

	private final Mailbox mailbox = this.stack.part(MailPart.class).mailbox();

	private final HttpClient http = HttpClient.newHttpClient();

	private final String name = "r-" + UUID.randomUUID().toString().substring(0, 8);

	@BeforeEach
	void emptyTheMailbox() {
		this.mailbox.clear();
	}

	@AfterEach
	void end() throws Exception {
		post("/cancel", "{\"reason\": \"the test is over\"}");
	}

	@Test
	void actAtOnceHoweverManyPagesWait() throws Exception {
		Instant morning = Instant.now().plusSeconds(30).truncatedTo(ChronoUnit.SECONDS);
		order(morning);
		await().atMost(Duration.ofSeconds(120)).until(() -> letters(Instant.EPOCH, Instant.MAX) >= 4);

		Instant faster = told("/rate", "{\"rate\": 20}");
		await().atMost(Duration.ofSeconds(60)).until(() -> letters(faster, Instant.MAX) >= 30);

		Instant slower = told("/rate", "{\"rate\": 0.2}");
		TimeUnit.SECONDS.sleep(15);
		assertThat(letters(slower.plus(SOON), slower.plusSeconds(15))).as("at one in 5 seconds").isLessThanOrEqualTo(4);

		Duration before = untilTheTwentieth(told("/rate", "{\"rate\": 20}"));
		Instant paused = told("/pause", "");
		TimeUnit.SECONDS.sleep(10);
		tellLast("pause", paused);
		assertThat(letters(paused.plus(SOON), Instant.MAX)).as("while it pauses").isZero();

		Duration after = untilTheTwentieth(told("/resume", ""));
		assertThat(after).as("as fast as the change of its rate, which took " + before)
			.isLessThanOrEqualTo(before.multipliedBy(3).plus(SOON));
		Instant cancelled = told("/cancel", "{\"reason\": \"the wrong films\"}");
		TimeUnit.SECONDS.sleep(10);
		tellLast("cancel", cancelled);
		assertThat(letters(cancelled.plus(SOON), Instant.MAX)).as("after it is cancelled").isZero();
		assertThat(letters(Instant.EPOCH, Instant.MAX)).isLessThan(PAGES);
	}

	/** How long it takes, in which a second of letters is due. */
	private Duration untilTheTwentieth(Instant told) {
		await().atMost(Duration.ofSeconds(120)).until(() -> letters(told, Instant.MAX) >= 20);
		Duration taken = Duration.between(told,
				this.mailbox.letters()
					.stream()
					.filter((letter) -> letter.to().get(0).address().startsWith(this.name))
					.map((letter) -> letter.receivedAt())
					.filter((at) -> !at.isBefore(told))
					.sorted()
					.skip(19)
					.findFirst()
					.orElseThrow());
		Console.say("the twentieth letter came after " + taken.toMillis() + " ms");
		return taken;
	}

	/** When the answer was there. */
	private Instant told(String word, String body) throws Exception {
		Instant asked = Instant.now();
		HttpResponse<String> answer = post(word, body);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		Instant answered = Instant.now();
		Console.say(word + " was answered after " + asked.until(answered, ChronoUnit.MILLIS) + " ms");
		return answered;
	}

	private void tellLast(String word, Instant answered) {
		Instant last = this.mailbox.letters()
			.stream()
			.filter((letter) -> letter.to().get(0).address().startsWith(this.name))
			.map((letter) -> letter.receivedAt())
			.max(Instant::compareTo)
			.orElseThrow();
		Console
			.say("the last letter came " + answered.until(last, ChronoUnit.MILLIS) + " ms after the answer to " + word);
	}

	private long letters(Instant from, Instant until) {
		return this.mailbox.letters()
			.stream()
			.filter((letter) -> letter.to().get(0).address().startsWith(this.name))
			.filter((letter) -> !letter.receivedAt().isBefore(from) && letter.receivedAt().isBefore(until))
			.count();
	}

	private void order(Instant morning) throws Exception {
		new Events(this.stack.places()).announce(
				"""
						{"id": "%s", "from_service": "mailing", "receivers": "%s", "template": "email/new_movies.md",
						 "delivery_type": ["email"], "expires_in": "2 days", "quiet_hours": "ignore", "rate": 2, "send_at": "%s",
						 "template_context": {"movies": [], "title": "Friday films"}}
						"""
					.formatted(this.name,
							Crowd.audience("crowd", this.name, PAGES).replace("page_size=500", "page_size=1"),
							morning));
	}

	private HttpResponse<String> post(String word, String body) throws Exception {
		String url = String.format(Locale.ROOT, "%s/api/v1/mailings/%s/new_movies%s",
				this.stack.places().orchestrator(), this.name, word);
		return this.http.send(HttpRequest.newBuilder(URI.create(url))
			.header("Authorization", "Bearer " + this.stack.places().serviceToken())
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

}
