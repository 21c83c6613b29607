package cinema.dev.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import cinema.dev.machine.Console;
import cinema.dev.part.KafkaPart;
import cinema.dev.stack.Places;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What makes the pages of the admin worth a look: mailings that are sent, held, paused
 * and broken, one that waits for somebody to approve it, a schedule, and records that
 * nobody can read, and a template that was rewritten. A second start adds none of it but
 * these records.
 */
public final class Showcase {

	private static final String FILMS = "http://fastapi/api/v1/movies/?new=True";

	private static final String VIEWERS = "http://fastapi/api/v1/viewers/?page_size=500";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final HttpClient http = HttpClient.newHttpClient();

	private final Places places;

	public Showcase(Places places) {
		this.places = places;
	}

	/** Sets it up; what cannot be is said, and the rest is there. */
	public void setUp() throws InterruptedException {
		try {
			mailing("demo-friday-films", "Friday films", FILMS, "");
			mailing("demo-slow-films", "Films for a long evening", FILMS, "\"quiet_hours\": \"ignore\", \"rate\": 1,");
			mailing("demo-no-films", "Films of a service that is not there", "http://fastapi/api/v1/nothing/", "");
			pause("demo-slow-films");
			send("POST", "/api/v1/mailing-schedules", """
					{"id": "demo-fridays", "cron": "0 18 * * 5", "zone": "Europe/Moscow", "mailing": %s}
					""".formatted(order("Friday films", FILMS, "")));
			drafts();
			template();
			unreadable();
		}
		catch (IOException | ExecutionException ex) {
			Console.say("  the demo data are not all there: " + ex);
		}
	}

	private void mailing(String id, String title, String films, String more) throws IOException, InterruptedException {
		send("POST", "/api/v1/mailings", order(title, films, "\"id\": \"" + id + "\"," + more));
	}

	private static String order(String title, String films, String more) {
		return """
				{%s "receivers": "%s", "template": "email/new_movies.md",
				 "expires_in": "2 days", "template_context": {"movies": "%s", "title": "%s"}}
				""".formatted(more, VIEWERS, films, title);
	}

	/** As soon as it runs. */
	private void pause(String id) throws IOException, InterruptedException {
		long until = System.nanoTime() + PATIENCE.toNanos();
		while (send("POST", "/api/v1/mailings/" + id + "/new_movies/pause", "") / 100 != 2
				&& System.nanoTime() < until) {
			TimeUnit.MILLISECONDS.sleep(200);
		}
	}

	/** One version is sent, and one waits for somebody to publish it. */
	private void template() throws IOException, InterruptedException {
		String one = "/api/v1/templates/new_episode";
		JsonNode files = JSON.readTree(ask("GET", one + "/versions/0", "").body()).path("texts");
		if (files.isEmpty() || JSON.readTree(ask("GET", one, "").body()).path("versions").size() > 1) {
			return;
		}
		save(one, 0, files, "Have a good evening!", "a warmer end");
		send("POST", one + "/versions/1/publish", "");
		save(one, 1, files, "See you at Cinema!", "names the house");
	}

	private void save(String one, int after, JsonNode files, String end, String note)
			throws IOException, InterruptedException {
		ObjectNode draft = JSON.createObjectNode().put("after", after).put("note", note);
		ObjectNode texts = draft.putObject("texts");
		files.properties()
			.forEach((text) -> texts.put(text.getKey(), text.getKey().contains("_ru") ? text.getValue().asString()
					: text.getValue().asString() + "\n" + end + "\n"));
		send("POST", one + "/versions", draft.toString());
	}

	private void drafts() throws IOException, InterruptedException {
		if (JSON.readTree(ask("GET", "/api/v1/mailing-drafts", "").body()).path("items").isEmpty()) {
			send("POST", "/api/v1/mailing-drafts", """
					{"title": "Films for those who are new", "template": "new_movies", "context": {"movies": "%s"},
					 "audience": {"is_active": true, "email_notifications": true, "locales": ["en", "ru"],
					              "registered_from": "2026-01-01"},
					 "timing": {"kind": "recurring", "weekdays": ["fri"], "hour": "18:00", "receivers_hour": false,
					            "overlap": "skip", "catch_up": "6 hours"}}
					""".formatted(FILMS));
			JsonNode made = JSON.readTree(ask("POST", "/api/v1/mailing-drafts", """
					{"title": "Films of the weekend", "template": "new_movies", "expires_in": "2 days",
					 "receivers": "%s", "context": {"movies": "%s"}, "canary": {"percent": 10, "pause": "10 minutes"}}
					""".formatted(VIEWERS, FILMS)).body());
			send("POST", "/api/v1/mailing-drafts/" + made.path("id").asString() + "/submit",
					"{\"version\": " + made.path("version") + "}");
		}
	}

	private void unreadable() throws InterruptedException, ExecutionException {
		try (Producer<String, String> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", this.places.kafka(), "acks", "all"), new StringSerializer(),
				new StringSerializer())) {
			producer
				.send(new ProducerRecord<>(KafkaPart.TOPIC, null, "{\"event_type\": \"new_episode\", \"details\": 7}"))
				.get();
			producer.send(new ProducerRecord<>(KafkaPart.TOPIC, null, "not an event at all")).get();
		}
	}

	private int send(String method, String path, String body) throws IOException, InterruptedException {
		return ask(method, path, body).statusCode();
	}

	private HttpResponse<String> ask(String method, String path, String body) throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(URI.create(this.places.orchestrator() + path))
			.header("Content-Type", "application/json")
			.header("Authorization", "Bearer " + this.places.serviceToken())
			.method(method, BodyPublishers.ofString(body))
			.timeout(PATIENCE)
			.build(), BodyHandlers.ofString());
	}

}
