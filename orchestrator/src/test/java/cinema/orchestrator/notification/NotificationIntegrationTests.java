package cinema.orchestrator.notification;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.announcement.AnnouncedEvents;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class NotificationIntegrationTests {

	private static final String PATH = "/api/v1/notifications";

	private static final String TYPE = "user_changed_password_successfully";

	private final JsonMapper json = JsonMapper.builder().build();

	private final String id = UUID.randomUUID().toString();

	private final String user = "u-" + this.id;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private AnnouncedEvents announced;

	@Autowired
	private FakeNeighbour stub;

	@LocalServerPort
	private int port;

	private FakeWorker worker;

	@BeforeEach
	void work() {
		this.worker = new FakeWorker(this.rabbit);
	}

	@Test
	void announcesAnEventAndShowsWhatBecameOfIt() throws Exception {
		Answer accepted = call("POST", PATH, event(""));
		assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
		assertThat(accepted.body().path("workflow_id").asString()).isEqualTo("event/" + TYPE + "/" + this.id);
		assertThat(accepted.location()).isEqualTo(PATH + "/" + TYPE + "/" + this.id);

		Message posting = this.worker.take("postings.email.urgent");
		assertThat(show().path("postings").path(0).path("state").asString()).isEqualTo("DISPATCHED");
		this.worker.report(posting, "DELIVERED");

		await().untilAsserted(() -> assertThat(show().path("status").asString()).isEqualTo("ENDED"));
		JsonNode shown = show().path("postings").path(0);
		assertThat(shown.path("state").asString()).isEqualTo("DELIVERED");
		JsonNode attempt = shown.path("attempts").path(0);
		assertThat(attempt.path("number").asInt()).isEqualTo(1);
		assertThat(attempt.path("outcome").asString()).isEqualTo("DELIVERED");
		assertThat(attempt.path("dispatched_at").asString()).isNotEmpty();
		assertThat(shown.path("attempts").size()).isEqualTo(1);
	}

	@Test
	void answersARepetitionAlikeAndRefusesOtherContent() throws Exception {
		Answer first = call("POST", PATH, event(""));
		Answer again = call("POST", PATH, event("").replace(",", " , "));
		assertThat(again.status()).isEqualTo(202);
		assertThat(again.body()).isEqualTo(first.body());

		Answer other = call("POST", PATH, event(", \"priority\": \"later\""));
		assertThat(other.status()).isEqualTo(409);
		assertThat(other.field()).isEqualTo("id");
		this.worker.report(this.worker.take("postings.email.urgent"), "DELIVERED");
		assertThat(this.rabbit.receive("postings.email.urgent", 500)).isNull();
	}

	@Test
	void announcesAgainWhatACrashKeptFromKafka() throws Exception {
		call("POST", PATH, event(""));
		this.worker.report(this.worker.take("postings.email.urgent"), "DELIVERED");
		this.jdbc.update("update announced set sent_at = null where event_id = ?", this.id);

		assertThat(call("POST", PATH, event("")).status()).isEqualTo(202);
		assertThat(this.jdbc.queryForObject("select count(sent_at) from announced where event_id = ?", Integer.class,
				this.id))
			.isEqualTo(1);
	}

	@Test
	void makesAnIdWhereThereIsNone() throws Exception {
		Answer accepted = call("POST", PATH, "{\"event\": \"" + TYPE + "_event\", \"details\": {}}");

		assertThat(accepted.status()).isEqualTo(202);
		assertThat(UUID.fromString(accepted.body().path("id").asString())).isNotNull();
		await().untilAsserted(() -> assertThat(
				call("GET", accepted.location(), "").body().path("postings").path(0).path("state").asString())
			.isEqualTo("SUPPRESSED"));
	}

	@Test
	void answersEachEventOfABatch() throws Exception {
		Answer batch = call("POST", PATH + "/batch",
				"[" + event("") + ", {\"id\": \"1\", \"event_type\": \"nobody_knows\"}, 5]");

		assertThat(batch.status()).as(batch.text()).isEqualTo(207);
		assertThat(batch.body().path("items").values()).extracting((item) -> item.path("status").asInt())
			.containsExactly(202, 422, 400);
		assertThat(batch.body().at("/items/1/error/field").asString()).isEqualTo("event_type");
		this.worker.report(this.worker.take("postings.email.urgent"), "DELIVERED");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"id": "a b", "event_type": "user_changed_password_successfully"} | 400 | id
			{"id": "1", "event_type": "nobody_knows"} | 422 | event_type
			{"id": "1", "event_type": "user_changed_password_successfully", "details": []} | 400 | details
			{"id": "1", "event_type": "user_changed_password_successfully", "occurred_at": "x"} | 400 | occurred_at
			{"id": | 400 | body
			""")
	void namesWhatIsWrongWithAnEvent(String event, int status, String field) throws Exception {
		Answer refused = call("POST", PATH, event);

		assertThat(refused.status()).isEqualTo(status);
		assertThat(refused.field()).isEqualTo(field);
	}

	@ParameterizedTest
	@CsvSource({ "from=yesterday,from", "to=1,to", "outcome=lost,outcome", "outcome=held,outcome", "cursor=,cursor",
			"limit=,limit", "limit=0,limit", "limit=x,limit", "cursor=abc,cursor", "user_id=a%20b,user_id",
			"event_type=A,event_type", "from=2026-11-24T10:00:00Z&to=2026-11-24T10:00:00Z,to" })
	void namesTheFilterThatIsWrong(String query, String field) throws Exception {
		Answer refused = call("GET", PATH + "?" + query, "");

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.field()).isEqualTo(field);
	}

	@Test
	void listsWhatIsHeldAmongTheRestAndMovesItWhereThatDoesNoHarm() throws Exception {
		String one = PATH + "/new_episode/" + this.id;
		announceToSomebodyAsleep();
		JsonNode held = call("GET", PATH + "?outcome=HELD&event_type=new_episode&user_id=" + this.id, "").body()
			.at("/items/0");
		assertThat(held.at("/posting/reason").asString()).startsWith("held until 08:00");
		assertThat(held.path("from_service").asString()).isEqualTo("fastapi");
		Instant morning = Instant.parse(held.at("/posting/held_until").asString());

		for (String moment : new String[] { "2026-01-01T00:00:00Z", morning.minusSeconds(1).toString(),
				morning.plusSeconds(86_400).toString(), "2026-11-24T10:00:00", "soon" }) {
			Answer refused = call("PATCH", one, "{\"send_at\": \"" + moment + "\"}");
			assertThat(refused.status()).as(moment + refused.text()).isEqualTo(400);
			assertThat(refused.field()).isEqualTo("send_at");
		}
		assertThat(call("PATCH", one + "?now=true", "{\"send_at\": \"" + morning + "\"}").field()).isEqualTo("send_at");

		Answer moved = call("PATCH", one, "{\"send_at\": \"" + morning.plusSeconds(3600) + "\"}");
		assertThat(moved.status()).as(moved.text()).isEqualTo(200);
		JsonNode shown = call("GET", PATH + "?user_id=" + this.id, "").body().at("/items/0/posting");
		assertThat(shown.path("held_until").asString()).isEqualTo(morning.plusSeconds(3600).toString());
		assertThat(shown.path("reason").asString()).endsWith("moved by service tests");
		assertThat(moved.body().at("/changes").values()).extracting((change) -> change.path("what").asString())
			.containsExactly("announced", "moved");

		assertThat(call("PATCH", one + "?now=true", "").status()).isEqualTo(200);
		this.worker.report(this.worker.take("postings.email.normal"), "DELIVERED");
		await().untilAsserted(() -> assertThat(
				call("GET", PATH + "?user_id=" + this.id, "").body().at("/items/0/posting/state").asString())
			.isEqualTo("DELIVERED"));
	}

	@Test
	void tellsWhoCancelledWhatIsHeld() throws Exception {
		announceToSomebodyAsleep();

		Answer cancelled = call("DELETE", PATH + "/new_episode/" + this.id + "?reason=a%20mistake", "");

		assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
		assertThat(cancelled.body().at("/postings/0/reason").asString())
			.isEqualTo("cancelled by service tests: a mistake");
		assertThat(cancelled.body().at("/changes/1/by").asString()).isEqualTo("service tests");
		JsonNode listed = call("GET", PATH + "?outcome=CANCELLED&user_id=" + this.id, "").body().at("/items/0/posting");
		assertThat(listed.path("reason").asString()).isEqualTo("cancelled by service tests: a mistake");
		assertThat(listed.path("held_until").isMissingNode()).isTrue();
	}

	@Test
	void givesEachPostingOnePlaceAndNoneTwoWhileTheyChange() throws Exception {
		for (int number = 0; number < 5; number++) {
			row((number % 2 == 0) ? "HELD" : "DELIVERED");
		}
		Answer page = call("GET", PATH + "?limit=2&user_id=" + this.user, "");
		Set<String> seen = new HashSet<>();
		for (int pages = 0; pages < 3; pages++) {
			page.body()
				.path("items")
				.values()
				.forEach((item) -> assertThat(seen.add(item.at("/posting/id").asString())).isTrue());
			this.jdbc.update("update journal set state = 'DELIVERED' where event_id = ?", this.id);
			page = (pages < 2) ? call("GET", page.body().path("next").asString(), "") : page;
		}
		assertThat(seen).hasSize(5);
	}

	@Test
	void takesIdsOfOddLetters() throws Exception {
		String odd = "..a:b_c-" + this.id + ".json";
		call("POST", PATH, event("").replace(this.id, odd));
		this.worker.report(this.worker.take("postings.email.urgent"), "DELIVERED");

		assertThat(call("GET", PATH + "/" + TYPE + "/" + odd, "").status()).isEqualTo(200);
		await()
			.untilAsserted(() -> assertThat(call("DELETE", PATH + "/" + TYPE + "/" + odd, "").status()).isEqualTo(409));
		assertThat(call("POST", PATH, event("").replace("\"id\": \"" + this.id, "\"id\": \"..")).field())
			.isEqualTo("id");
	}

	/** Somebody whose clock shows two at night. */
	private void announceToSomebodyAsleep() throws Exception {
		int ahead = Math.floorMod(2 - Instant.now().atOffset(ZoneOffset.UTC).getHour(), 24);
		ahead = (ahead > 14) ? ahead - 24 : ahead;
		this.stub.on("id=" + this.id, 200, """
				{"items": [{"id": "%s", "email": "ann@example.com", "time_zone": "Etc/GMT%+d"}]}""".formatted(this.id,
				-ahead));
		this.stub.on("/series/" + this.id, 200, "{\"title\": \"Solaris\"}");
		assertThat(call("POST", PATH, """
				{"id": "%1$s", "event_type": "new_episode", "from_service": "fastapi",
				 "details": {"user_id": "%1$s", "series": "http://fastapi/series/%1$s"}}""".formatted(this.id))
			.status()).isEqualTo(202);
		await().untilAsserted(() -> assertThat(
				call("GET", PATH + "/new_episode/" + this.id, "").body().at("/postings/0/state").asString())
			.isEqualTo("HELD"));
	}

	@Test
	void forgetsWhatWasAnnouncedLongAgo() {
		this.jdbc.update("insert into announced (event_type, event_id, fingerprint, announced_at, sent_at) "
				+ "values ('old', ?, '0', now() - interval '31 days', now())", this.id);

		assertThat(this.announced.isKnown("old", this.id)).isTrue();

		this.announced.forgetOld();

		assertThat(this.announced.isKnown("old", this.id)).isFalse();
	}

	@Test
	void listsPageByPage() throws Exception {
		for (int number = 0; number < 3; number++) {
			row("DELIVERED");
		}
		row("REJECTED");
		Answer first = call("GET", PATH + "?outcome=DELIVERED&limit=2&user_id=" + this.user, "");
		Answer second = call("GET", first.body().path("next").asString(), "");

		assertThat(first.body().path("items").size()).isEqualTo(2);
		assertThat(second.body().path("items").size()).isEqualTo(1);
		assertThat(second.body().path("next").isMissingNode()).isTrue();
	}

	@Test
	void showsWhatTheJournalKeptWhenTemporalForgot() throws Exception {
		row("DELIVERED");
		JsonNode shown = show();

		assertThat(shown.path("status").asString()).isEqualTo("ENDED");
		assertThat(shown.path("note").asString()).contains("no longer");
		assertThat(call("DELETE", PATH + "/" + TYPE + "/" + this.id, "").status()).isIn(404, 409);
	}

	@Test
	void knowsNothingOfWhatNobodyAnnounced() throws Exception {
		for (String method : new String[] { "GET", "DELETE" }) {
			assertThat(call(method, PATH + "/" + TYPE + "/" + this.id, "").status()).isEqualTo(404);
		}
		assertThat(call("PATCH", PATH + "/" + TYPE + "/" + this.id, "{\"send_at\": \"2026-11-24T10:00:00Z\"}").status())
			.isEqualTo(404);
		assertThat(call("PATCH", PATH + "/" + TYPE + "/" + this.id, "{\"send_at\": \"soon\"}").field())
			.isEqualTo("send_at");
	}

	private void row(String state) {
		this.jdbc.update("""
				insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, user_id,
				                     attempt, state, planned_at)
				values (?, 'w', ?, ?, 'n', 't', 'email', 'normal', ?, 1, ?, ?::timestamptz)
				""", UUID.randomUUID(), TYPE, this.id, this.user, state, Instant.now().toString());
	}

	private String event(String more) {
		return """
				{"id": "%s", "event_type": "%s", "details": {"user_id": "%s", "email": "ann@example.com"}%s}"""
			.formatted(this.id, TYPE, this.user, more);
	}

	private JsonNode show() throws Exception {
		return call("GET", PATH + "/" + TYPE + "/" + this.id, "").body();
	}

	private Answer call(String method, String path, String body) throws Exception {
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
				.header("Authorization", "Bearer " + IntegrationTest.TOKEN)
				.header("Content-Type", "application/json")
				.method(method, BodyPublishers.ofString(body))
				.build(), BodyHandlers.ofString());
		return new Answer(response.statusCode(), response.headers().firstValue("Location").orElse(""), response.body(),
				this.json.readTree(response.body()));
	}

	private record Answer(int status, String location, String text, JsonNode body) {

		String field() {
			return this.body.at("/errors/0/field").asString("");
		}

	}

}
