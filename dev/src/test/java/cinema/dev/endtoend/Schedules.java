package cinema.dev.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;

import cinema.dev.stack.Places;
import cinema.dev.stub.Crowd;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The schedules of mailings by their REST. */
final class Schedules {

	private final HttpClient http = HttpClient.newHttpClient();

	private final Places places;

	Schedules(Places places) {
		this.places = places;
	}

	/** The order of a schedule whose mailing goes to so many people of the crowd. */
	static String order(String id, int receivers, String when, String mailing) {
		return """
				{"id": "%s", %s, "mailing": {"from_service": "mailing", "receivers": "%s", "template": "email/new_movies.md",
				  %s, "quiet_hours": "ignore", "template_context": {"title": "Films", "movies": []}}}"""
			.formatted(id, when, Crowd.audience("crowd", id, receivers), mailing);
	}

	void create(String order) throws IOException, InterruptedException {
		HttpResponse<String> answer = send("POST", "", order);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
	}

	JsonNode show(String id) throws IOException, InterruptedException {
		HttpResponse<String> answer = send("GET", "/" + id, "");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return read(answer);
	}

	/** Its firings, the first one first. */
	List<JsonNode> fired(String id) throws IOException, InterruptedException {
		return show(id).path("fired").values().stream().toList();
	}

	/** When it fires next. */
	List<Instant> next(String id) throws IOException, InterruptedException {
		return show(id).path("next").values().stream().map((each) -> Instant.parse(each.asString())).toList();
	}

	/** The mailing that a firing has announced. */
	HttpResponse<String> mailing(String method, String eventId, String what) throws IOException, InterruptedException {
		return send(method, "/api/v1/mailings/" + eventId + "/new_movies" + what,
				"POST".equals(method) ? "{\"reason\": \"a test is over\"}" : "", this.places.orchestrator());
	}

	HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
		return send(method, "/api/v1/mailing-schedules" + path, body, this.places.orchestrator());
	}

	private HttpResponse<String> send(String method, String path, String body, String base)
			throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(URI.create(base + path))
			.header("Authorization", "Bearer " + this.places.serviceToken())
			.header("Content-Type", "application/json")
			.method(method, BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	static JsonNode read(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
