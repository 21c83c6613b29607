package cinema.orchestrator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import cinema.orchestrator.mailing.MailingRest;
import cinema.orchestrator.page.ErasedReceivers;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.workflows.event.EventOutcome;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.mailing.MailingOutcome;
import cinema.workflows.mailing.MailingProgress;
import cinema.workflows.mailing.MailingStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A mailing from its event on Kafka to its receipts. */
@IntegrationTest
class MailingIntegrationTests {

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private WorkflowClient temporal;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private FakeNeighbour stub;

	@Autowired
	private ErasedReceivers erased;

	@LocalServerPort
	private int port;

	private final String id = UUID.randomUUID().toString();

	@Test
	void sendsALetterToEverybodyWhoWantsOneAndKnowsWhyOthersGetNone() {
		FakeWorker worker = new FakeWorker(this.rabbit);
		String ann = user("ann", "");
		page("p=1", "/users?p=2&of=" + this.id, ann, user("bob", ", \"is_active\": false"),
				user("cat", ", \"email_notifications\": false"), user("dan", ", \"email_confirmed\": false"),
				"{\"id\": \"" + UUID.randomUUID() + "\"}", "5");
		page("p=2", null, ann, user("eve", ", \"locale\": \"ru\""));
		this.stub.on("/movies", 200, "{\"items\": [{\"title\": \"Solaris\", \"year\": 1972}]}");

		announce("");
		List<Message> letters = new ArrayList<>(
				List.of(worker.take("postings.email.bulk"), worker.take("postings.email.bulk")));

		letters.forEach((letter) -> worker.report(letter, "DELIVERED"));
		MailingOutcome outcome = outcome();
		assertThat(outcome.status()).isEqualTo(MailingStatus.COMPLETED);
		assertThat(outcome.progress().delivered()).isEqualTo(2);
		assertThat(outcome.progress().seen()).isEqualTo(8);
		assertThat(outcome.progress().skipped()).containsEntry("inactive user", 1)
			.containsEntry("opted out of email", 1)
			.containsEntry("unconfirmed address", 1)
			.containsEntry("no address", 1)
			.containsEntry("no user", 1)
			.containsEntry("on another page too", 1);
		assertThat(letters.stream().map(worker::read).map((letter) -> letter.get("subject").asString()))
			.containsOnly("Friday films");
		assertThat(letters.stream().map(worker::read).map((letter) -> letter.get("text").asString()))
			.allMatch((text) -> text.contains("Solaris"))
			.anyMatch((text) -> text.contains("Приятного вечера"));
		assertThat(this.jdbc.queryForList("select state from journal where event_id = ?", String.class, this.id))
			.hasSize(7)
			.filteredOn("DELIVERED"::equals)
			.hasSize(2);
		assertThat(this.jdbc.queryForList("select id from mailing_page where mailing_id like ?", String.class,
				"mailing/" + this.id + "%"))
			.isEmpty();
		assertThat(started().notices()).extracting(NoticeOutcome::status).containsExactly(OutcomeStatus.STARTED);
	}

	@Test
	void expiresAtOnceWhatIsWorthNothing() {
		announce(", \"expires_in\": \"0 sec\"");

		assertThat(started().notices()).extracting(NoticeOutcome::status).containsExactly(OutcomeStatus.EXPIRED);
	}

	@Test
	void saysWhatIsWrongWithTheAudience() {
		this.stub.on("of=" + this.id, 200, "<html>no JSON</html>");
		announce("");

		assertThatThrownBy(this::outcome).isInstanceOf(WorkflowFailedException.class)
			.hasStackTraceContaining("CONTEXT_INVALID");
	}

	@Test
	void refusesAPageThatIsTooLarge() {
		page("p=1", null, user("ann", ", \"note\": \"" + "x".repeat(10_000_000) + "\""));
		announce("");

		assertThatThrownBy(this::outcome).isInstanceOf(WorkflowFailedException.class)
			.hasStackTraceContaining("CONTEXT_TOO_LARGE");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"next\": 2", "\"next\": {\"href\": \"/users?p=2\"}", "\"next\": false",
			"\"total_pages\": 3", "\"total_pages\": 3, \"page_number\": 2" })
	void tellsNobodyOfAnAudienceThatIsCutOff(String next) {
		this.stub.on("of=" + this.id, 200, "{\"items\": [%s], %s}".formatted(user("ann", ""), next));
		announce("");

		assertThatThrownBy(this::outcome).isInstanceOf(WorkflowFailedException.class)
			.hasStackTraceContaining("AUDIENCE_INVALID");
	}

	@Test
	void endsWhereThePagesGoInACircle() {
		page("p=1", "/users?p=2&of=" + this.id);
		page("p=2", "/users?p=1&of=" + this.id);
		announce("");

		assertThatThrownBy(this::outcome).isInstanceOf(WorkflowFailedException.class)
			.hasStackTraceContaining("the pages go in a circle");
	}

	@Test
	void completesWithNobodyInTheAudience() {
		page("p=1", null);
		announce("");

		assertThat(outcome().status()).isEqualTo(MailingStatus.COMPLETED);
		assertThat(outcome().reason()).isEqualTo("the audience has nobody");
	}

	@Test
	void saysWhatIsWrongWithTheTemplate() {
		announce(", \"template\": \"email/nobody_wrote_it.md\"", "nobody_wrote_it");

		assertThatThrownBy(() -> outcome("nobody_wrote_it")).isInstanceOf(WorkflowFailedException.class)
			.hasStackTraceContaining("there is no such template");
	}

	@Test
	void keepsTheTemplateItBeganWith() throws Exception {
		FakeWorker worker = new FakeWorker(this.rabbit);
		String name = "t_" + this.id.replace("-", "");
		publish(name, 1, "the first text");
		page("p=1", null, user("ann", ""));
		announce(", \"template\": \"email/" + name + ".md\", \"send_at\": \"" + Instant.now().plusSeconds(4) + "\"",
				name);
		awaitStart("mailing/" + this.id + "/" + name);

		publish(name, 2, "the second text");

		Message letter = worker.take("postings.email.bulk");
		assertThat(worker.read(letter).get("text").asString()).startsWith("the first text\n\nUnsubscribe");
		worker.report(letter, "DELIVERED");
		assertThat(outcome(name).status()).isEqualTo(MailingStatus.COMPLETED);
	}

	private void publish(String name, int number, String text) throws Exception {
		String versions = "/api/v1/templates/" + name + "/versions";
		new MailingRest(this.port, IntegrationTest.EDITORS_TOKEN).post(versions, """
				{"after": %s, "texts": {"email/%s.md": "---\\nsubject: x\\n---\\n%s"}}""".formatted(number - 1, name,
				text));
		assertThat(new MailingRest(this.port, IntegrationTest.PUBLISHERS_TOKEN)
			.post(versions + "/" + number + "/publish", "")
			.statusCode()).isEqualTo(200);
	}

	@Test
	void forgetsAReceiverWhoWaitsForHisMorning() {
		int hour = OffsetDateTime.now(ZoneOffset.UTC).getHour();
		int east = (hour < 15) ? 3 - hour : 27 - hour;
		// The names of these zones count to the west.
		String zone = "Etc/GMT" + ((east > 0) ? "-" + east : "+" + -east);
		String dan = UUID.randomUUID().toString();
		page("p=1", null,
				"{\"id\": \"%s\", \"email\": \"%s@example.com\", \"time_zone\": \"%s\"}".formatted(dan, dan, zone));
		announce(", \"quiet_hours\": \"hold\"");
		await().atMost(Duration.ofSeconds(30)).until(() -> pages().contains(dan));
		assertThat(pages()).doesNotContain("@example.com");

		this.erased.erase(dan);

		assertThat(pages()).doesNotContain(dan);
		String mailing = "mailing/" + this.id + "/new_movies";
		this.temporal.newUntypedWorkflowStub(mailing).update("cancel", MailingProgress.class, "a test");
		assertThat(outcome().progress().cancelled()).isEqualTo(1);
		assertThat(this.jdbc.queryForList("select user_id from journal where event_id = ?", String.class, this.id))
			.containsOnlyNulls();
	}

	private String pages() {
		return String.join("", this.jdbc.queryForList("select receivers from mailing_page where mailing_id = ?",
				String.class, "mailing/" + this.id + "/new_movies"));
	}

	private static String user(String name, String more) {
		return "{\"id\": \"%s\", \"email\": \"%s@example.com\", \"first_name\": \"%s\", \"time_zone\": \"UTC\"%s}"
			.formatted(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), name, name, more);
	}

	private void page(String part, String next, String... users) {
		this.stub.on(part + "&of=" + this.id, 200, "{\"items\": [%s], \"next\": %s}".formatted(String.join(",", users),
				(next != null) ? "\"" + next + "\"" : "null"));
	}

	private void announce(String more) {
		announce(more, "new_movies");
	}

	private void announce(String more, String notice) {
		String template = more.contains("template") ? "" : ", \"template\": \"email/" + notice + ".md\"";
		this.kafka
			.send("notifications.events",
					"""
							{"id": "%s", "from_service": "mailing", "receivers": "http://auth/users?p=1&of=%s",
							 "delivery_type": ["email"], "template_context": {"movies": "http://fastapi/movies", "title": "Friday films"}
							 %s%s%s}"""
						.formatted(this.id, this.id, template, more,
								more.contains("quiet_hours") ? "" : ", \"quiet_hours\": \"ignore\"")
						.getBytes(StandardCharsets.UTF_8))
			.join();
	}

	private EventOutcome started() {
		String event = "event/mailing/" + this.id;
		awaitStart(event);
		return this.temporal.newUntypedWorkflowStub(event).getResult(EventOutcome.class);
	}

	private MailingOutcome outcome() {
		return outcome("new_movies");
	}

	private MailingOutcome outcome(String notice) {
		String mailing = "mailing/" + this.id + "/" + notice;
		awaitStart(mailing);
		return this.temporal.newUntypedWorkflowStub(mailing).getResult(MailingOutcome.class);
	}

	private void awaitStart(String workflow) {
		await().atMost(Duration.ofSeconds(30))
			.ignoreExceptions()
			.until(() -> this.temporal.newUntypedWorkflowStub(workflow).describe().getWorkflowExecutionInfo() != null);
	}

}
