package cinema.dev.endtoend;

import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import cinema.dev.mailbox.Mailbox;
import cinema.dev.part.MailPart;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A schedule that is another one from now on, on a server that keeps schedules. */
@Timeout(300)
class ScheduleEditTests {

	private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

	private final Stack stack = RunningStack.get();

	private final Mailbox mailbox = this.stack.part(MailPart.class).mailbox();

	private final Schedules schedules = new Schedules(this.stack.places());

	private final String id = "e-" + UUID.randomUUID().toString().substring(0, 8);

	@AfterEach
	void delete() throws Exception {
		JsonNode fired = this.schedules.show(this.id).path("fired");
		this.schedules.send("DELETE", "/" + this.id, "");
		for (JsonNode one : fired.values()) {
			this.schedules.mailing("POST", one.path("event_id").asString(), "/cancel");
		}
	}

	@Test
	void firesAsItWasOrderedLast() throws Exception {
		this.schedules
			.create(order("\"cron\": \"0 0 1 1 *\", \"zone\": \"UTC\", \"overlap\": \"skip\"", "Old films", 20, 0.02));
		this.schedules.send("POST", "/" + this.id + "/run", "");
		await().atMost(Duration.ofSeconds(60)).until(() -> letters("Old films") >= 1);

		String minutely = order(
				"\"cron\": \"* * * * *\", \"zone\": \"Asia/Kolkata\", \"overlap\": \"allow_all\", \"catch_up\": \"2 hours\"",
				"New films", 2, null);
		JsonNode edited = replaced(minutely, version());
		assertThat(edited.path("next").get(0).asString()).isLessThan(Instant.now().plusSeconds(61).toString());
		assertThat(change(edited, -1).path("reason").asString())
			.isEqualTo("catch_up, cron, mailing.rate, mailing.receivers, mailing.template_context, overlap, zone");

		// The mailing of before is on its way, which the new order does not mind.
		await().atMost(Duration.ofSeconds(100)).until(() -> letters("New films") >= 2);
		assertThat(this.schedules.fired(this.id)).hasSizeGreaterThanOrEqualTo(2);
		assertThat(this.schedules.fired(this.id).get(0).path("state").asString()).isEqualTo("RUNNING");

		JsonNode weekly = replaced(
				order("\"calendar\": {\"hour\": 10, \"day_of_week\": [5, 0]}, \"zone\": \"America/New_York\"",
						"Weekly films", 2, null),
				version());
		assertThat(moments(weekly)).isEqualTo(fridaysAndSundays(moments(weekly).size()));
		int fired = this.schedules.fired(this.id).size();
		TimeUnit.SECONDS.sleep(65);
		assertThat(this.schedules.fired(this.id)).as("the minutes of the order before").hasSize(fired);
		assertThat(letters("Weekly films")).isZero();
	}

	@Test
	void refusesWhoeverComesSecond() throws Exception {
		this.schedules.create(order("\"cron\": \"0 0 1 1 *\", \"zone\": \"UTC\"", "First", 1, null));
		String seen = version();

		ExecutorService editors = Executors.newFixedThreadPool(2);
		List<HttpResponse<String>> answers;
		try {
			List<Future<HttpResponse<String>>> both = Stream.of("Second", "Third")
				.map((title) -> editors
					.submit(() -> put(order("\"cron\": \"0 0 2 1 *\", \"zone\": \"UTC\"", title, 1, null), seen)))
				.toList();
			answers = List.of(both.get(0).get(), both.get(1).get());
		}
		finally {
			editors.shutdownNow();
		}

		// Temporal may ask one of them to come back (503), whose change may be there
		// already.
		List<Integer> told = answers.stream().map(HttpResponse::statusCode).toList();
		assertThat(told).isSubsetOf(200, 409, 503).doesNotHaveDuplicates();
		int first = this.schedules.show(this.id).toString().contains("\"Second\"") ? 0 : 1;
		assertThat(this.schedules.show(this.id).toString()).contains((first == 0) ? "\"Second\"" : "\"Third\"");
		assertThat(told.get(first)).isNotEqualTo(409);
		assertThat(told.get(1 - first)).isNotEqualTo(200);
		HttpResponse<String> late = put(order("\"cron\": \"0 0 3 1 *\", \"zone\": \"UTC\"", "Fourth", 1, null), seen);
		assertThat(late.statusCode()).isEqualTo(409);
		assertThat(Schedules.read(late).path("errors").get(0).path("field").asString()).isEqualTo("version");
		assertThat(late.body()).contains("somebody changed it meanwhile");
		// Without a version, whoever asks means whatever is there; one who pauses takes
		// nothing from them.
		this.schedules.send("POST", "/" + this.id + "/pause", "{\"note\": \"holidays\"}");
		JsonNode last = Schedules
			.read(put(order("\"cron\": \"0 0 4 1 *\", \"zone\": \"UTC\"", "Fifth", 1, null), null));
		assertThat(last.path("paused").asBoolean()).isTrue();
		assertThat(last.path("next").get(0).asString()).endsWith("-01-04T00:00:00Z");
		assertThat(change(last, -1).path("what").asString()).isEqualTo("replaced");
	}

	private JsonNode replaced(String order, String version) throws Exception {
		HttpResponse<String> answer = put(order, version);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return Schedules.read(answer);
	}

	private HttpResponse<String> put(String order, String version) throws Exception {
		return this.schedules.send("PUT", "/" + this.id + ((version != null) ? "?version=" + version : ""), order);
	}

	private String version() throws Exception {
		return this.schedules.show(this.id).path("version").asString();
	}

	/** Counted from the end where it is negative. */
	private static JsonNode change(JsonNode schedule, int number) {
		JsonNode changes = schedule.path("changes");
		return changes.get((number < 0) ? changes.size() + number : number);
	}

	private static List<Instant> moments(JsonNode schedule) {
		return schedule.path("next").values().stream().map((one) -> Instant.parse(one.asString())).toList();
	}

	/** By the clock on the wall, over whatever change of clocks comes. */
	private static List<Instant> fridaysAndSundays(int count) {
		ZonedDateTime now = ZonedDateTime.now(NEW_YORK);
		return Stream.iterate(now.toLocalDate(), (day) -> day.plusDays(1))
			.filter((day) -> day.getDayOfWeek() == DayOfWeek.FRIDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY)
			.map((day) -> day.atTime(LocalTime.of(10, 0)).atZone(NEW_YORK).toInstant())
			.filter((at) -> at.isAfter(now.toInstant()))
			.limit(count)
			.toList();
	}

	private String order(String when, String title, int receivers, Double rate) {
		return Schedules
			.order(this.id, receivers, when,
					"\"expires_in\": \"1 day\"" + ((rate != null) ? ", \"rate\": " + rate : ""))
			.replace("\"title\": \"Films\"", "\"title\": \"" + title + "\"");
	}

	private long letters(String title) {
		return this.mailbox.letters()
			.stream()
			.filter((letter) -> letter.to().get(0).address().startsWith(this.id))
			.filter((letter) -> (letter.subject() + letter.plain()).contains(title))
			.count();
	}

}
