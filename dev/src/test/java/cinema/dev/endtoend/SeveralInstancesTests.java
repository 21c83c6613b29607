package cinema.dev.endtoend;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import cinema.dev.machine.Console;
import cinema.dev.process.Application;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two of each application under load, of which one dies and stays dead. */
@Timeout(400)
class SeveralInstancesTests {

	private static final int EVENTS = 200;

	private static final int SIGN_UPS = 10;

	private static final int RECEIVERS = 1500;

	/** Within so long each letter is decided, whoever has died. */
	private static final Duration LONGEST = Duration.ofMinutes(2);

	private final HttpClient http = HttpClient.newHttpClient();

	private final Stack stack = RunningStack.get();

	private final Events events = new Events(this.stack.places());

	private final Letters letters = new Letters(this.stack);

	private final MailingRun mailing = new MailingRun(this.stack);

	private final List<Application> others = new ArrayList<>();

	@BeforeEach
	void startOneMoreOfEach() {
		await().atMost(Duration.ofSeconds(60)).until(() -> this.events.lag() == 0);
		this.letters.clear();
		Stream.of("auth", "orchestrator", "worker").forEach((name) -> this.others.add(this.stack.another(name)));
	}

	@AfterEach
	void endTheOthers() {
		this.others.forEach(Application::stop);
	}

	@Test
	void losesAndDoublesNothingWhenOneOfEachDies() throws Exception {
		List<String> ids = Letters.ids("asked", EVENTS);
		List<String> people = Letters.ids("people", 2 * SIGN_UPS);
		this.mailing.order(RECEIVERS);
		this.events.announce(ids.stream().map(Events::signUp).toList());
		for (int i = 0; i < SIGN_UPS; i++) {
			signUp(this.stack.places().auth(), people.get(2 * i));
			signUp(this.others.get(0).url(), people.get(2 * i + 1));
		}
		this.mailing.awaitLetters(RECEIVERS / 5);

		this.others.forEach(Application::killForGood);

		await().atMost(LONGEST).until(() -> this.letters.confirmed(ids) == EVENTS);
		await().atMost(LONGEST).until(() -> this.letters.confirmed(people) == people.size());
		this.mailing.awaitEnd(RECEIVERS, LONGEST);
		long twice = new Database(this.stack.places()).unknown("asked-");
		long unknown = this.mailing.count("UNKNOWN");
		Console.say("one of each killed: events " + EVENTS + ", tried twice " + twice + ", receivers " + RECEIVERS
				+ ", letters " + this.mailing.letters().size() + ", unknown " + unknown);
		assertThat(this.letters.duplicates(ids)).as("copies of letters that were between dot and answer")
			.isLessThanOrEqualTo(twice);
		assertThat(this.mailing.letters().values()).as("copies").allMatch((copies) -> copies == 1);
		assertThat(this.mailing.letters().size() + unknown).as("every receiver has a letter or is reported")
			.isBetween((long) RECEIVERS, RECEIVERS + unknown);
	}

	private void signUp(String auth, String id) throws Exception {
		HttpResponse<String> answer = this.http.send(HttpRequest.newBuilder(URI.create(auth + "/api/v1/signup"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"email\": \"" + id + "@example.com\", \"password\": \"correct horse\"}"))
			.build(), BodyHandlers.ofString());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
	}

}
