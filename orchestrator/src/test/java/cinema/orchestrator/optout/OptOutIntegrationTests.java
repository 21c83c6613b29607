package cinema.orchestrator.optout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.explanation.Explanations;
import cinema.orchestrator.mailing.MailingRest;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.workflows.event.EventOutcome;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.mailing.MailingOutcome;
import io.temporal.client.WorkflowClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** People who say no while letters are on their way to them. */
@IntegrationTest
class OptOutIntegrationTests {

	private static final String URGENT = "postings.email.urgent";

	private static final String NORMAL = "postings.email.normal";

	private static final String YES = "";

	private static final String UTC = ", \"time_zone\": \"UTC\"";

	private static final String NO = ", \"preferences\": {\"%s\": {\"email\": false}}";

	@Autowired
	private KafkaOperations<byte[], byte[]> kafka;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private WorkflowClient temporal;

	@Autowired
	private FakeNeighbour auth;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private OptOuts optOuts;

	@Autowired
	private Explanations explanations;

	@LocalServerPort
	private int port;

	private final String user = UUID.randomUUID().toString();

	private final String id = UUID.randomUUID().toString();

	private FakeWorker worker;

	@BeforeEach
	void listen() {
		this.worker = new FakeWorker(this.rabbit);
	}

	@Test
	void letsGoWhatIsHeldForTheNightAndLeavesTheRestAlone() {
		userWhereItIs(2, YES);
		String restored = UUID.randomUUID().toString();
		announce("user_restored_email", restored, "");
		Message required = letter(URGENT, restored);
		announce("new_episode", this.id, ", \"series\": []");
		await().until(() -> state(this.id).equals("HELD"));
		userWhereItIs(2, NO.formatted("new_episodes"));

		optOut("\"topic\": \"new_episodes\", ", "one-click");

		NoticeOutcome outcome = this.temporal.newUntypedWorkflowStub("event/new_episode/" + this.id)
			.getResult(EventOutcome.class)
			.notices()
			.get(0);
		assertThat(outcome.reason()).isEqualTo("opted out of new_episodes");
		assertThat(state(this.id)).isEqualTo("SUPPRESSED");
		assertNothingIsAskedBack();
		this.worker.report(required, "DELIVERED");
		assertThat(said(Locale.ENGLISH)).contains("They opted out of: new_episodes.")
			.anySatisfy((one) -> assertThat(one)
				.startsWith("Opted out of new_episodes by the button of their mail program, "));
		assertThat(said(Locale.forLanguageTag("ru")))
			.anySatisfy((one) -> assertThat(one).startsWith("Отказ от new_episodes кнопкой почтовой программы, "));
	}

	@Test
	void asksBackWhatIsQueued() {
		userWhereItIs(12, YES);
		announce("new_episode", this.id, ", \"series\": []");
		Message queued = letter(NORMAL, this.id);
		userWhereItIs(12, NO.formatted("new_episodes"));

		optOut("\"topic\": \"new_episodes\", ", "page");

		Message withdrawal = withdrawal();
		assertThat(this.worker.read(withdrawal).path("posting_ids").toString())
			.isEqualTo("[\"" + this.worker.read(queued).path("id").asString() + "\"]");
		this.worker.report(queued, "WITHDRAWN");
		await().until(() -> state(this.id).equals("WITHDRAWN"));
		assertThat(reason(this.id)).isEqualTo("opted out of new_episodes");
	}

	/** One that cannot be read is not all of them. */
	@ParameterizedTest
	@ValueSource(strings = { "\"new_movies\"", "5", "[\"new_episodes\"]" })
	void leavesOtherTopicsAlone(String topic) {
		userWhereItIs(12, YES);
		announce("new_episode", this.id, ", \"series\": []");
		Message queued = letter(NORMAL, this.id);

		optOut("\"topic\": " + topic + ", ", "rest");

		assertNothingIsAskedBack();
		assertThat(this.worker.read(queued).path("headers").path("List-Unsubscribe-Post").asString())
			.isEqualTo("List-Unsubscribe=One-Click");
		this.worker.report(queued, "DELIVERED");
		await().until(() -> state(this.id).equals("DELIVERED"));
	}

	@Test
	void takesAllBackOfWhomNoLetterIsWanted() {
		userWhereItIs(12, YES);
		announce("new_episode", this.id, ", \"series\": []");
		Message queued = letter(NORMAL, this.id);
		userWhereItIs(12, ", \"email_notifications\": false");

		optOut("", "staff");

		assertThat(this.worker.read(withdrawal()).path("posting_ids")).hasSize(1);
		this.worker.report(queued, "WITHDRAWN");
		await().until(() -> state(this.id).equals("WITHDRAWN"));
		assertThat(reason(this.id)).isEqualTo("opted out of email");
		assertThat(said(Locale.ENGLISH))
			.anySatisfy((one) -> assertThat(one).startsWith("Opted out of all letters by an admin, "));
	}

	/**
	 * What an earlier version called required may have a topic that is declared no more.
	 */
	@Test
	void asksNothingBackOfATopicThatIsDeclaredNoMore() {
		userWhereItIs(12, YES);
		announce("new_episode", this.id, ", \"series\": []");
		Message queued = letter(NORMAL, this.id);
		this.jdbc.update("update journal set topic = 'security' where event_id = ?", this.id);

		optOut("", "page");

		assertNothingIsAskedBack();
		this.worker.report(queued, "DELIVERED");
		await().until(() -> state(this.id).equals("DELIVERED"));
	}

	/** Their page was read a moment before, so that nobody asks for them again. */
	@Test
	void stopsInTheMiddleOfAMailingThatWaits() throws Exception {
		String bob = UUID.randomUUID().toString();
		this.auth.on("of=" + this.id, 200,
				"{\"items\": [%s, %s], \"next\": null}".formatted(person(this.user, UTC), person(bob, UTC)));
		LocalDateTime soon = LocalDateTime.ofInstant(Instant.now().plusSeconds(12), ZoneOffset.UTC)
			.truncatedTo(ChronoUnit.SECONDS);
		assertThat(new MailingRest(this.port)
			.post("/api/v1/mailings",
					"""
							{"id": "%s", "receivers": "http://auth/users?of=%s", "template": "email/new_movies.md", "expires_in": "1 day",
							 "quiet_hours": "ignore", "send_at": "%s", "template_context": {"title": "Films", "movies": []}}
							"""
						.formatted(this.id, this.id, soon))
			.statusCode()).isEqualTo(202);
		await().until(() -> this.jdbc.queryForObject("select count(*) from mailing_page where mailing_id = ?",
				Integer.class, "mailing/" + this.id + "/new_movies") == 1);
		userWhereItIs(12, NO.formatted("new_movies"));

		optOut("\"topic\": \"new_movies\", ", "one-click");

		Message letter = letter("postings.email.bulk", this.id);
		JsonNode posting = this.worker.read(letter);
		assertThat(posting.at("/receiver/user_id").asString()).isEqualTo(bob);
		assertThat(posting.path("headers").path("List-Unsubscribe").asString())
			.matches("<http://localhost:8081/u/test\\.[A-Za-z0-9_.-]+>");
		assertThat(posting.path("headers").path("Precedence").asString()).isEqualTo("bulk");
		String link = posting.path("headers").path("List-Unsubscribe").asString().replaceAll("[<>]", "");
		assertThat(posting.path("html").asString()).contains("href=\"" + link + "\"");
		assertThat(posting.path("text").asString()).endsWith("Unsubscribe, or choose what you hear of: " + link);
		this.worker.report(letter, "DELIVERED");
		MailingOutcome outcome = this.temporal.newUntypedWorkflowStub("mailing/" + this.id + "/new_movies")
			.getResult(MailingOutcome.class);
		assertThat(outcome.progress().delivered()).isEqualTo(1);
		assertThat(outcome.progress().skipped()).containsEntry("opted out of new_movies", 1);
	}

	@Test
	void forgetsWhatSomebodySaidWhoIsErased() {
		optOut("\"topic\": \"new_movies\", ", "one-click");
		assertThat(this.optOuts.of(this.user)).hasSize(1);

		announce("user_erased", this.user, "");

		await().until(() -> this.optOuts.of(this.user).isEmpty());
	}

	/** Of this event; others may have left theirs there. */
	private Message letter(String queue, String event) {
		Message message = this.worker.take(queue);
		while (!this.worker.read(message).path("event_id").asString("").equals(event)) {
			message = this.worker.take(queue);
		}
		return message;
	}

	private Message withdrawal() {
		Message message = this.worker.take(URGENT);
		while (!"withdrawal".equals(message.getMessageProperties().getType())) {
			message = this.worker.take(URGENT);
		}
		return message;
	}

	private void assertNothingIsAskedBack() {
		for (Message left = this.rabbit.receive(URGENT, 500); left != null; left = this.rabbit.receive(URGENT, 500)) {
			assertThat(left.getMessageProperties().getType()).isNotEqualTo("withdrawal");
		}
	}

	private List<String> said(Locale locale) {
		return this.explanations
			.of(this.user, Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(1)), 50, null,
					locale)
			.now();
	}

	private void optOut(String topic, String how) {
		String event = UUID.randomUUID().toString();
		announce("user_opted_out", event,
				", \"choices\": [{%s\"channel\": \"email\"}], \"how\": \"%s\"".formatted(topic, how));
		await().ignoreExceptions().until(() -> {
			this.temporal.newUntypedWorkflowStub("event/user_opted_out/" + event).getResult(EventOutcome.class);
			return true;
		});
	}

	private void announce(String type, String event, String details) {
		this.kafka.send("notifications.events", event.getBytes(StandardCharsets.UTF_8), """
				{"id": "%s", "event_type": "%s", "occurred_at": "%s", "details": {"user_id": "%s"%s}}
				""".formatted(event, type, Instant.now(), this.user, details).getBytes(StandardCharsets.UTF_8));
	}

	private String state(String event) {
		return String.join(" ",
				this.jdbc.queryForList("select state from journal where event_id = ?", String.class, event));
	}

	private String reason(String event) {
		return this.jdbc.queryForObject("select reason from journal where event_id = ?", String.class, event);
	}

	/** Somebody by whose clock it is this hour. */
	private void userWhereItIs(int hour, String fields) {
		int ahead = Math.floorMod(hour - Instant.now().atOffset(ZoneOffset.UTC).getHour(), 24);
		this.auth.on("id=" + this.user, 200, "{\"items\": [%s]}".formatted(person(this.user,
				", \"time_zone\": \"Etc/GMT%+d\"%s".formatted((ahead > 14) ? 24 - ahead : -ahead, fields))));
	}

	private static String person(String id, String fields) {
		return "{\"id\": \"%s\", \"email\": \"%s@example.com\"%s}".formatted(id, id, fields);
	}

}
