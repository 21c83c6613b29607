package cinema.dev.endtoend;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

	private final Schedules schedules = new Schedules(this.stack.places());

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
		assertThat(Schedules.read(send("GET", this.one, "")).path("fired").size()).isGreaterThanOrEqualTo(3);
	}

	@Test
	void isPausedResumedListedAndDeleted() throws Exception {
		send("POST", "",
				order("\"calendar\": {\"hour\": 10, \"day_of_week\": 5}, \"zone\": \"Europe/Moscow\"", "1 day"));

		assertThat(Schedules.read(send("POST", this.one + "/pause", "{\"note\": \"holidays\"}"))
			.path("paused")
			.asBoolean()).isTrue();
		assertThat(Schedules.read(send("GET", this.one, "")).path("note").asString()).endsWith(": holidays");
		assertThat(Schedules.read(send("POST", this.one + "/resume", "")).path("paused").asBoolean()).isFalse();
		assertThat(Instant.parse(Schedules.read(send("GET", this.one, "")).path("next").get(0).asString()).toString())
			.endsWith("T07:00:00Z");
		await().atMost(Duration.ofSeconds(30))
			.until(() -> Schedules.read(send("GET", "", "")).findValuesAsString("id").contains(this.id));
		assertThat(send("DELETE", this.one, "").statusCode()).isEqualTo(204);
		assertThat(send("GET", this.one, "").statusCode()).isEqualTo(404);
	}

	@Test
	void takesAnotherOrderInThePlaceOfItsFirst() throws Exception {
		this.schedules.create(order("\"cron\": \"0 10 * * *\", \"zone\": \"UTC\"", "1 day"));
		send("POST", this.one + "/pause", "{\"note\": \"holidays\"}");

		String other = order("\"cron\": \"30 20 1 1 *\", \"zone\": \"UTC\", \"overlap\": \"allow_all\"", "2 days");
		HttpResponse<String> answer = send("PUT", this.one, other);

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		JsonNode shown = this.schedules.show(this.id);
		assertThat(shown.path("definition")).isEqualTo(JsonMapper.shared().readTree(other));
		assertThat(shown.path("paused").asBoolean()).isTrue();
		assertThat(shown.path("note").asString()).endsWith(": holidays");
		await().atMost(Duration.ofSeconds(10))
			.untilAsserted(
					() -> assertThat(this.schedules.next(this.id).get(0).toString()).endsWith("-01-01T20:30:00Z"));
		await().atMost(Duration.ofSeconds(30))
			.until(() -> send("GET", "", "").body().contains(Crowd.audience("crowd", this.id, 2)));
		assertThat(send("PUT", this.one, other.replace(this.id, "another")).statusCode()).isEqualTo(400);
		assertThat(send("PUT", "/unknown-" + this.id, other.replace("\"id\": \"" + this.id + "\",", "")).statusCode())
			.isEqualTo(404);
	}

	@Test
	void sendsAtTheHourOfEachReceiversOwnClock() throws Exception {
		Instant soon = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(25);
		String local = soon.atZone(ZoneOffset.UTC).toLocalTime().format(DateTimeFormatter.ISO_LOCAL_TIME);
		this.schedules
			.create(order("\"cron\": \"0 0 1 1 *\", \"zone\": \"UTC\", \"local_time\": \"" + local + "\"", "1 day"));

		send("POST", this.one + "/run", "");

		awaitLetters(2);
		assertThat(Instant.now()).isAfter(soon);
		assertThat(this.schedules.fired(this.id)).hasSize(1);
	}

	@Test
	void keepsOneFiringInMindWhileAMailingIsUnderway() throws Exception {
		this.schedules.create(order("\"cron\": \"0 * * * *\", \"zone\": \"UTC\"", "3 days"));
		Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);

		send("POST", this.one + "/backfill", "{\"from\": \"%s\", \"to\": \"%s\", \"overlap\": \"buffer_one\"}"
			.formatted(hour.minusSeconds(7200), hour));

		awaitLetters(4);
		await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(30)).until(() -> letters() == 4);
		assertThat(this.schedules.fired(this.id)).extracting((each) -> each.path("due").asString())
			.containsExactly(hour.minusSeconds(7200).toString(), hour.minusSeconds(3600).toString());
		assertThat(this.schedules.show(this.id).path("skipped").asInt()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{}                                                             | id
			{"id": "x", "cron": "0 10 * *"}                                | cron
			{"id": "x", "cron": "0 0 31 2 *"}                              | cron
			{"id": "x"}                                                    | cron
			{"id": "x", "cron": "0 0 * * *", "zone": "Mars"}               | zone
			{"id": "x", "cron": "0 0 * * *", "zone": "+05:45"}             | zone
			{"id": "x", "cron": "0 0 * * *", "overlap": "maybe"}           | overlap
			{"id": "x", "cron": "0 0 * * *", "overlap": "terminate_other"} | overlap
			{"id": "x", "cron": "0 0 * * *", "until": "soon"}              | until
			{"id": "x", "cron": "0 0 * * *", "from": "2026-11-24"}         | from
			{"id": "x", "calendar": {"week": 5}}                           | calendar
			{"id": "x", "calendar": {"hour": 25}}                          | cron
			{"id": "x", "cron": "0 0 L * *", "mailing": {}}                | cron
			{"id": "x", "cron": "0 0 * * *", "catch_up": "0 s"}            | catch_up
			{"id": "x", "cron": "0 0 * * *", "local_time": "25:00"}        | local_time
			{"id": "x", "cron": "0 0 * * *"}                               | mailing
			{"id": "x", "cron": "0 0 * * *", "mailing": {}}                | mailing.receivers
			{"id": "x", "cron": "0 0 * * *", "colour": 1}                  | colour
			""")
	void namesWhatIsWrong(String body, String field) throws Exception {
		HttpResponse<String> answer = send("POST", "", body);

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
		assertThat(Schedules.read(answer).path("errors").findValuesAsString("field")).containsExactly(field);
	}

	private String order(String when, String expires) {
		return Schedules.order(this.id, 2, when, "\"expires_in\": \"" + expires + "\"");
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

	private HttpResponse<String> send(String method, String path, String body)
			throws IOException, InterruptedException {
		return this.schedules.send(method, path, body);
	}

}
