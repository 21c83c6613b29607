package cinema.orchestrator.explanation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.audience.StoredPage;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.mailing.SampleMailings;
import cinema.orchestrator.page.MailingTable;
import cinema.orchestrator.page.PersonMailings;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.mailing.MailingOutcome;
import cinema.workflows.mailing.MailingProgress;
import cinema.workflows.mailing.MailingStatus;
import cinema.workflows.page.PageGroup;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import org.jspecify.annotations.Nullable;
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

/** Why somebody got what they got, as another system asks for it. */
@IntegrationTest
class ExplanationIntegrationTests {

	private static final Instant MORNING = Instant.parse("2026-11-27T05:00:00Z");

	private final String user = UUID.randomUUID().toString();

	private final String posting = UUID.randomUUID().toString();

	private final Event event = new Event("new_episode", this.user, null, MORNING, Map.of());

	private final PlannedPosting planned = new PlannedPosting(Channel.EMAIL, this.posting, "email/new_episode");

	private final PlannedNotice notice = new PlannedNotice("new_episode", "new_episodes", Urgency.NORMAL, this.user,
			"Europe/Moscow", null, MORNING.plusSeconds(7200), Map.of(), List.of(this.planned), null, false, null);

	@Autowired
	private Journal journal;

	@Autowired
	private MailingTable mailings;

	@Autowired
	private PersonMailings waiting;

	@Autowired
	private FakeNeighbour auth;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private JdbcTemplate jdbc;

	@LocalServerPort
	private int port;

	@Test
	void tellsAPostingFromTheDecisionToTheReceipt() throws Exception {
		announce("user_changed_password_successfully", ", \"email\": \"ann@example.com\"");
		FakeWorker worker = new FakeWorker(this.rabbit);
		Message letter = worker.take("postings.email.urgent");
		assertThat(only("").path("verdict").asString()).isEqualTo("ON_ITS_WAY");

		worker.report(letter, "DELIVERED");

		await().untilAsserted(() -> assertThat(only("").path("verdict").asString()).isEqualTo("ARRIVED"));
		JsonNode story = only("");
		assertThat(kinds(story)).contains("DECIDED", "DISPATCHED", "ANSWERED");
		assertThat(texts(story)).anyMatch((text) -> text.contains("the email server took it: 250 ok"));
		String id = story.path("posting_id").asString();
		assertThat(call("/api/v1/postings/" + id, IntegrationTest.READERS_TOKEN, "").path("summary").asString())
			.isEqualTo(story.path("summary").asString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"is_active": false           | en | Not sent: their account is switched off.
			"email_notifications": false | ru | Не отправлено: человек отказался от всех писем.
			"email_confirmed": false     | en | Not sent: they have not confirmed their address.
			""")
	void saysWhyNobodyWasTold(String field, String language, String summary) throws Exception {
		this.auth.on("id=" + this.user, 200, "{\"items\": [{\"id\": \"%s\", \"email\": \"ann@example.com\", %s}]}"
			.formatted(this.user, field.strip()));
		announce("new_episode", ", \"series\": \"http://fastapi/series/1\"");

		await().untilAsserted(
				() -> assertThat(only("", language.strip()).path("summary").asString()).isEqualTo(summary.strip()));
	}

	@Test
	void remembersWhyALetterWasHeldAndTriedTwice() throws Exception {
		this.journal.hold("event/new_episode/" + this.user, this.event, this.notice, MORNING,
				"held until 08:00 Europe/Moscow");
		dispatch(1);
		answer(1, ReceiptStatus.DEFERRED, "451 4.7.1 greylisted", MORNING.plusSeconds(300));
		dispatch(2);
		answer(2, ReceiptStatus.DELIVERED, "250 ok", null);

		JsonNode story = only("");
		assertThat(story.path("verdict").asString()).isEqualTo("LATE");
		assertThat(story.path("summary").asString()).contains("the first try did not succeed", "451 4.7.1 greylisted");
		assertThat(kinds(story)).contains("DECIDED", "HELD", "DISPATCHED", "ANSWERED");
		assertThat(texts(story)).contains("It was held until 08:00 Europe/Moscow.")
			.anyMatch((text) -> text.contains("The next try was planned for 27 Nov 2026, 08:05 Europe/Moscow"));
	}

	@Test
	void seesALetterThatMayHaveComeTwice() throws Exception {
		dispatch(1);
		answer(1, ReceiptStatus.UNKNOWN, "the worker ended while the letter was on its way", null);
		dispatch(2);
		answer(2, ReceiptStatus.DELIVERED, "250 ok", null);

		assertThat(only("").path("verdict").asString()).isEqualTo("PERHAPS_TWICE");
	}

	@Test
	void namesTheMailingThatWentOutWithoutThem() throws Exception {
		String id = "m-" + this.user;
		this.mailings.note("mailing/" + id + "/new_movies",
				SampleMailings.of(id, Instant.now(), "http://auth/api/v1/users/?email_notifications=True"));

		JsonNode passed = of(id);
		assertThat(passed.path("verdict").asString()).isEqualTo("PASSED_BY");
		assertThat(texts(passed)).anyMatch((text) -> text.contains("email_notifications=True"));
		this.mailings.end("mailing/" + id + "/new_movies", ended());
	}

	@Test
	void showsWhatWaitsInAMailingAndTakesItOut() throws Exception {
		String id = "w-" + this.user;
		String mailing = "mailing/" + id + "/new_movies";
		this.mailings.note(mailing, SampleMailings.of(id, Instant.now(), "http://auth/api/v1/users/"));
		this.mailings.begin(mailing, Map.of());
		Instant at = Instant.now().plusSeconds(3600);
		this.mailings.keep(mailing, mailing + "/page/1",
				new StoredPage(List.of(new PageGroup(at, at.plusSeconds(60), 1, "UTC")),
						List.of(new StoredReceiver(0, UUID.fromString(this.posting), this.user, Channel.EMAIL,
								"ann@example.com", null, null, "UTC", "en")),
						Instant.now()));

		assertThat(of(id).path("verdict").asString()).isEqualTo("WAITING");
		assertThat(of(id).path("held_until").asString()).startsWith(at.toString().substring(0, 19));

		assertThat(this.waiting.cancel(this.user, UUID.fromString(this.posting), "asked for it by phone")).isTrue();
		assertThat(this.waiting.cancel(this.user, UUID.fromString(this.posting), "again")).isFalse();
		assertThat(of(id).path("summary").asString()).contains("asked for it by phone");
		this.mailings.end(mailing, ended());
	}

	@Test
	void opensALetterForThoseAloneWhoMayAndNotesIt() throws Exception {
		announce("user_changed_password_successfully", ", \"email\": \"ann@example.com\"");
		FakeWorker worker = new FakeWorker(this.rabbit);
		worker.report(worker.take("postings.email.urgent"), "DELIVERED");
		await().until(() -> only("").has("posting_id"));
		String path = "/api/v1/postings/" + only("").path("posting_id").asString() + "/letter";

		assertThat(call(path, IntegrationTest.READERS_TOKEN, "").path("status").asInt()).isEqualTo(403);
		JsonNode letter = call(path, IntegrationTest.TOKEN, "");
		assertThat(letter.path("to").asString()).isEqualTo("ann@example.com");
		assertThat(letter.path("html").asString()).contains("<html");

		assertThat(this.jdbc.queryForList("select done_by from audit where act = 'letter opened' and target = ?",
				String.class, "posting " + only("").path("posting_id").asString()))
			.containsExactly("service tests");
	}

	@Test
	void sendsALetterAgainAsAnEventOfItsOwnAndOnceForAWish() throws Exception {
		announce("user_changed_password_successfully", ", \"email\": \"ann@example.com\"");
		FakeWorker worker = new FakeWorker(this.rabbit);
		worker.report(worker.take("postings.email.urgent"), "DELIVERED");
		await().until(() -> only("").path("state").asString("").equals("DELIVERED"));
		String path = "/api/v1/postings/" + only("").path("posting_id").asString() + "/again";

		assertThat(post(path, "{\"key\": \"wish1\"}").statusCode()).isEqualTo(409);
		String wish = "{\"key\": \"wish1\", \"twice\": true, \"reason\": \"lost it\"}";
		HttpResponse<String> sent = post(path, wish);
		assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
		assertThat(post(path, wish).statusCode()).isEqualTo(202);

		Message again = worker.take("postings.email.urgent");
		worker.report(again, "DELIVERED");
		assertThat(worker.read(again).path("event_id").asString()).isEqualTo(this.user + ".again-wish1");
		assertThat(worker.read(again).at("/receiver/address").asString()).isEqualTo("ann@example.com");
		assertThat(this.rabbit.receive("postings.email.urgent", 500)).isNull();
		await().untilAsserted(() -> assertThat(only("").path("verdict").asString()).isEqualTo("TWICE"));
		assertThat(texts(only(""))).anyMatch((text) -> text.contains("Sent again by service tests: lost it"));
	}

	@Test
	void leadsOnPageByPage() throws Exception {
		for (int i = 0; i < 3; i++) {
			this.jdbc.update(
					"""
							insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, user_id,
							                     attempt, state, planned_at)
							values (?, 'w', 'e', '1', 'n', 't', 'email', 'normal', ?, 1, 'EXPIRED', now())
							""",
					UUID.randomUUID(), this.user);
		}
		JsonNode first = explain("&limit=2", "");
		JsonNode second = call(first.path("next").asString(), IntegrationTest.READERS_TOKEN, "");

		assertThat(stories(first, "e").size() + stories(second, "e").size()).isEqualTo(3);
		assertThat(second.has("next")).isFalse();
	}

	private static MailingOutcome ended() {
		return new MailingOutcome(MailingStatus.COMPLETED, "sent", MailingProgress.unsent("COMPLETED"));
	}

	private void dispatch(int attempt) {
		this.journal.dispatched("event/new_episode/" + this.user,
				new Dispatch(this.event, this.notice, this.planned, attempt), "{}");
	}

	private void answer(int attempt, ReceiptStatus status, String said, @Nullable Instant retryAt) {
		this.journal.conclude(List.of(new Receipt(this.posting, "event/new_episode/" + this.user, attempt, status,
				Instant.now().plusSeconds(3600), retryAt, said, null, false)));
	}

	private HttpResponse<String> post(String path, String body) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
				.header("Authorization", "Bearer " + IntegrationTest.TOKEN)
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString(body))
				.build(), BodyHandlers.ofString());
	}

	private void announce(String type, String more) throws Exception {
		HttpResponse<String> answer = post("/api/v1/notifications",
				"{\"id\": \"%1$s\", \"event_type\": \"%2$s\", \"details\": {\"user_id\": \"%1$s\"%3$s}}"
					.formatted(this.user, type, more));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
	}

	/** The one posting; mailings of other tests pass everybody by. */
	private JsonNode only(String query) throws Exception {
		return only(query, "");
	}

	private JsonNode only(String query, String language) throws Exception {
		List<JsonNode> stories = explain(query, language).path("items")
			.valueStream()
			.filter((one) -> !one.path("verdict").asString().equals("PASSED_BY"))
			.toList();
		return stories.isEmpty() ? JsonMapper.shared().createObjectNode() : stories.get(0);
	}

	private JsonNode of(String eventId) throws Exception {
		List<JsonNode> stories = stories(explain("", ""), eventId, "event_id");
		assertThat(stories).hasSize(1);
		return stories.get(0);
	}

	private static List<JsonNode> stories(JsonNode answer, String type) {
		return stories(answer, type, "event_type");
	}

	private static List<JsonNode> stories(JsonNode answer, String value, String field) {
		return answer.path("items").valueStream().filter((one) -> one.path(field).asString().equals(value)).toList();
	}

	private static List<String> kinds(JsonNode story) {
		return story.path("steps").valueStream().map((step) -> step.path("kind").asString()).toList();
	}

	private static List<String> texts(JsonNode story) {
		return story.path("steps").valueStream().map((step) -> step.path("text").asString()).toList();
	}

	private JsonNode explain(String more, String language) throws Exception {
		return call("/api/v1/explanations?user_id=" + this.user + "&from=2026-11-01T00:00:00Z&to=2036-01-01T00:00:00Z"
				+ more, IntegrationTest.READERS_TOKEN, language);
	}

	private JsonNode call(String path, String token, String language) throws Exception {
		return JsonMapper.shared()
			.readTree(HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
					.header("Authorization", "Bearer " + token)
					.header("Accept-Language", language.isEmpty() ? "en" : language)
					.build(), BodyHandlers.ofString())
				.body());
	}

}
