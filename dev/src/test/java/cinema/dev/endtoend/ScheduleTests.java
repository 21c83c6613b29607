package cinema.dev.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import cinema.dev.mailbox.Mailbox;
import cinema.dev.part.MailPart;
import cinema.dev.stack.Stack;
import cinema.dev.stub.Crowd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Recurring mailings on a server that keeps schedules. */
@Timeout(200)
class ScheduleTests {

	private final Stack stack = RunningStack.get();

	private final Mailbox mailbox = this.stack.part(MailPart.class).mailbox();

	private final String id = "s-" + UUID.randomUUID().toString().substring(0, 8);

	private final String one = "/" + this.id;

	@AfterEach
	void delete() throws Exception {
		send("DELETE", this.one, "");
	}

	@Test
	void firesNowAndOnceForEachMomentOfTheYearsItMissed() throws Exception {
		HttpResponse<String> created = send("POST", "", order("\"cron\": \"0 * * * *\", \"zone\": \"UTC\"", "3 days"));
		assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
		assertThat(send("POST", "", order("\"cron\": \"0 * * * *\"", "3 days")).statusCode()).isEqualTo(409);

		assertThat(send("POST", this.one + "/run", "").statusCode()).isEqualTo(200);
		awaitLetters(2);

		// The same moments twice are the same events.
		Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
		String span = "{\"from\": \"%s\", \"to\": \"%s\", \"overlap\": \"allow_all\"}"
			.formatted(hour.minusSeconds(3600), hour);
		assertThat(send("POST", this.one + "/backfill", span).statusCode()).isEqualTo(200);
		assertThat(send("POST", this.one + "/backfill", span).statusCode()).isEqualTo(200);
		awaitLetters(6);
		await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(30)).until(() -> letters() == 6);
		assertThat(read(send("GET", this.one, "")).path("fired").size()).isGreaterThanOrEqualTo(3);
	}

	@Test
	void isPausedResumedListedAndDeleted() throws Exception {
		send("POST", "",
				order("\"calendar\": {\"hour\": 10, \"day_of_week\": 5}, \"zone\": \"Europe/Moscow\"", "1 day"));

		assertThat(read(send("POST", this.one + "/pause", "{\"note\": \"holidays\"}")).path("paused").asBoolean())
			.isTrue();
		assertThat(read(send("GET", this.one, "")).path("note").asString()).isEqualTo("holidays");
		assertThat(read(send("POST", this.one + "/resume", "")).path("paused").asBoolean()).isFalse();
		assertThat(Instant.parse(read(send("GET", this.one, "")).path("next").get(0).asString()).toString())
			.endsWith("T07:00:00Z");
		await().atMost(Duration.ofSeconds(30))
			.until(() -> read(send("GET", "", "")).findValuesAsString("id").contains(this.id));
		assertThat(send("DELETE", this.one, "").statusCode()).isEqualTo(204);
		assertThat(send("GET", this.one, "").statusCode()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{}                                                             | id
			{"id": "x", "cron": "0 10 * *"}                                | cron
			{"id": "x", "cron": "0 0 31 2 *"}                              | cron
			{"id": "x"}                                                    | cron
			{"id": "x", "cron": "0 0 * * *", "zone": "Mars"}               | zone
			{"id": "x", "cron": "0 0 * * *", "overlap": "maybe"}           | overlap
			{"id": "x", "cron": "0 0 * * *", "catch_up": "0 s"}            | catch_up
			{"id": "x", "cron": "0 0 * * *", "local_time": "25:00"}        | local_time
			{"id": "x", "cron": "0 0 * * *"}                               | mailing
			{"id": "x", "cron": "0 0 * * *", "mailing": {}}                | mailing.receivers
			{"id": "x", "cron": "0 0 * * *", "colour": 1}                  | body
			""")
	void namesWhatIsWrong(String body, String field) throws Exception {
		HttpResponse<String> answer = send("POST", "", body);

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
		assertThat(read(answer).path("errors").findValuesAsString("field")).containsExactly(field);
	}

	private String order(String when, String expires) {
		return """
				{"id": "%s", %s, "mailing": {"from_service": "mailing", "receivers": "%s", "template": "email/new_movies.md",
				  "expires_in": "%s", "quiet_hours": "ignore", "template_context": {"title": "Films", "movies": []}}}"""
			.formatted(this.id, when, Crowd.audience("crowd", this.id, 2), expires);
	}

	private long letters() {
		return this.mailbox.letters()
			.stream()
			.filter((letter) -> letter.to().get(0).address().startsWith(this.id))
			.count();
	}

	private void awaitLetters(int count) {
		await().atMost(Duration.ofSeconds(90)).until(() -> letters() >= count);
	}

	private JsonNode read(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

	private HttpResponse<String> send(String method, String path, String body)
			throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(HttpRequest
				.newBuilder(URI.create(this.stack.places().orchestrator() + "/api/v1/mailing-schedules" + path))
				.header("Authorization", "Bearer " + this.stack.places().serviceToken())
				.header("Content-Type", "application/json")
				.method(method, BodyPublishers.ofString(body))
				.build(), BodyHandlers.ofString());
	}

}
