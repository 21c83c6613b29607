package cinema.dev.endtoend;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import cinema.dev.machine.Console;
import cinema.dev.letter.StoredLetter;
import cinema.dev.part.MailPart;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is collected for several people, while whoever collects it is killed, and also
 * while it becomes letters.
 */
@Timeout(400)
class DigestTests {

	private static final int PEOPLE = 6;

	private static final int EACH = 40;

	private static final String PASSWORD = "correct horse";

	private static final Pattern EPISODE = Pattern.compile("episode-[0-9a-f]{8}-\\d+");

	private final HttpClient http = HttpClient.newHttpClient();

	private final Stack stack = RunningStack.get();

	private final Events events = new Events(this.stack.places());

	private final String zone = Users.zoneWhereItIs(12);

	/** User's id to address. */
	private final Map<String, String> people = new LinkedHashMap<>();

	@Test
	void tellsEachOnceThoughEverybodyIsKilledWhileItIsCollectedAndClosed() throws Exception {
		for (int i = 0; i < PEOPLE; i++) {
			String address = "digest-" + UUID.randomUUID() + "@example.com";
			this.people.put(Users.signUpAndConfirm(this.stack, address, this.zone, "en"), address);
		}
		Instant closes = Instant.now().plusSeconds(45).plus(1, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MINUTES);
		for (String address : this.people.values()) {
			choose(address, "daily", LocalTime.ofInstant(closes, ZoneId.of(this.zone)));
		}

		announce(0, EACH / 2);
		this.stack.application("orchestrator").kill();
		announce(EACH / 2, EACH - 5);
		this.stack.application("auth").kill();
		await().atMost(Duration.ofMinutes(2)).until(() -> Instant.now().isAfter(closes));
		announce(EACH - 5, EACH);
		this.stack.application("orchestrator").kill();
		this.stack.application("worker").kill();
		Stream.of("auth", "orchestrator", "worker").forEach((name) -> this.stack.application(name).awaitReady());
		await().atMost(Duration.ofMinutes(2)).until(() -> told().size() >= PEOPLE * (EACH - 5));
		await().atMost(Duration.ofMinutes(1)).until(() -> this.events.lag() == 0);
		for (String address : this.people.values()) {
			choose(address, "at_once", LocalTime.NOON);
		}

		await().atMost(Duration.ofMinutes(2)).until(() -> told().size() >= PEOPLE * EACH);
		Console.say("digests: " + PEOPLE * EACH + " events became " + letters().size() + " letters");
		assertThat(told()).doesNotHaveDuplicates().hasSize(PEOPLE * EACH);
		assertThat(letters()).hasSizeLessThanOrEqualTo(PEOPLE * 8);
	}

	/** The episodes of which somebody was told. */
	private List<String> told() {
		return letters().stream()
			.flatMap((letter) -> EPISODE.matcher(letter.text()).results().map((found) -> found.group()))
			.toList();
	}

	private List<StoredLetter> letters() {
		return this.stack.part(MailPart.class)
			.mailbox()
			.letters()
			.stream()
			.filter((letter) -> this.people.containsValue(letter.to().get(0).address())
					&& EPISODE.matcher(letter.text()).find())
			.toList();
	}

	private void announce(int from, int to) throws Exception {
		List<String> announced = new ArrayList<>();
		for (int i = from; i < to; i++) {
			for (String user : this.people.keySet()) {
				String id = "episode-" + user.substring(0, 8) + "-" + i;
				announced.add("""
						{"id": "%1$s", "event_type": "new_episode", "from_service": "films",
						 "details": {"user_id": "%2$s", "series": [{"title": "Moments", "episode": "%1$s"}]}}
						""".formatted(id, user));
			}
		}
		this.events.announce(announced);
		// Some producers repeat themselves.
		this.events.announce(announced.subList(0, PEOPLE));
	}

	private void choose(String address, String rhythm, LocalTime at) throws Exception {
		String signedIn = send("POST", "/api/v1/signin",
				"{\"email\": \"%s\", \"password\": \"%s\"}".formatted(address, PASSWORD));
		String token = JsonMapper.shared().readTree(signedIn).path("access_token").asString();
		send("PUT", "/api/v1/profile/preferences/delivery",
				"{\"rhythms\": {\"new_episodes\": \"%s\"}, \"digest_at\": \"%s\"}".formatted(rhythm, at),
				"Authorization", "Bearer " + token);
	}

	private String send(String method, String path, String body, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.stack.places().auth() + path))
			.header("Content-Type", "application/json")
			.method(method, BodyPublishers.ofString(body));
		if (headers.length > 0) {
			request.headers(headers);
		}
		HttpResponse<String> answer = this.http.send(request.build(), BodyHandlers.ofString());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return answer.body();
	}

}
