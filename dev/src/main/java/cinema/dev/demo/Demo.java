package cinema.dev.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import cinema.dev.machine.Console;
import cinema.dev.people.People;
import cinema.dev.stack.Places;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The main job as a user sees it: sign up, and get a letter. */
public final class Demo {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final JsonMapper json = JsonMapper.builder().build();

	private final HttpClient http = HttpClient.newHttpClient();

	private final Places places;

	public Demo(Places places) {
		this.places = places;
	}

	/** Whether both letters arrived. */
	public boolean play() throws IOException, InterruptedException {
		String email = "ann-" + Long.toString(System.currentTimeMillis(), 36) + "@example.com";
		Map<String, String> user = Map.of("email", email, "password", "correct horse battery", "first_name", "Ann",
				"time_zone", People.whereItIsDay(), "locale", "en");
		Console.say("\nA user signs up: POST " + this.places.auth() + "/api/v1/signup");
		Instant start = Instant.now();
		HttpResponse<String> answer = this.http
			.send(HttpRequest.newBuilder(URI.create(this.places.auth() + "/api/v1/signup"))
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString(this.json.writeValueAsString(user)))
				.build(), BodyHandlers.ofString());
		if (answer.statusCode() != 201) {
			Console.say("! auth answered " + answer.statusCode() + ": " + answer.body());
			return false;
		}
		String id = this.json.readTree(answer.body()).path("id").asString();
		Console.say("  the event becomes a workflow: " + this.places.workflow("event/user_signed_up/" + id));
		if (this.places.mailbox().isEmpty()) {
			Console.say("  the letters go to " + this.places.smtp());
			return true;
		}
		return awaitLetters(email, start);
	}

	private boolean awaitLetters(String email, Instant start) throws IOException, InterruptedException {
		int seen = 0;
		while (seen < 2 && Instant.now().isBefore(start.plus(PATIENCE))) {
			List<JsonNode> letters = letters(email);
			for (JsonNode letter : letters.subList(Math.min(seen, letters.size()), letters.size())) {
				Console.say("  \"" + letter.path("Subject").asString() + "\" arrived after "
						+ Duration.between(start, Instant.parse(letter.path("Created").asString())).toMillis() + " ms: "
						+ this.places.mailbox() + "/letter/" + letter.path("ID").asString());
			}
			seen = Math.max(seen, letters.size());
			TimeUnit.MILLISECONDS.sleep(100);
		}
		if (seen < 2) {
			Console.say("! only " + seen + " of 2 letters arrived within " + PATIENCE.toSeconds()
					+ " s; look at the workflow, and at .run/logs");
		}
		return seen >= 2;
	}

	/** Letters to this address, the oldest first. */
	private List<JsonNode> letters(String email) throws IOException, InterruptedException {
		String body = this.http
			.send(HttpRequest.newBuilder(URI.create(this.places.mailbox() + "/api/v1/messages?limit=100")).build(),
					BodyHandlers.ofString())
			.body();
		return this.json.readTree(body)
			.path("messages")
			.valueStream()
			.filter((letter) -> letter.path("To").path(0).path("Address").asString().equals(email))
			.sorted((one, other) -> one.path("ID").asString().compareTo(other.path("ID").asString()))
			.toList();
	}

}
