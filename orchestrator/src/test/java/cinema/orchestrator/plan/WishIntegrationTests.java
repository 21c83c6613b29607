package cinema.orchestrator.plan;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.explanation.Explanation;
import cinema.orchestrator.explanation.Explanations;
import cinema.orchestrator.mailing.MailingRest;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.workflows.mailing.MailingOutcome;
import io.temporal.client.WorkflowClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** People who have said when they want to be told, from Kafka to the queue. */
@IntegrationTest
class WishIntegrationTests {

	private static final String NORMAL = "postings.email.normal";

	private static final String BULK = "postings.email.bulk";

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
	void holdsDuringAPauseAndGoesOnWhenItIsEndedEarly() {
		says("{\"paused_until\": \"%s\"}".formatted(in(Duration.ofHours(2))));
		announce("new_episode", this.id, ", \"series\": []");
		await().until(() -> state().equals("HELD"));
		assertThat(reason()).startsWith("held: paused until ");
		assertThat(summaries(Locale.ENGLISH)).anySatisfy((one) -> assertThat(one).contains("held: paused until "));
		assertThat(explained(Locale.ENGLISH).now())
			.anySatisfy((one) -> assertThat(one).startsWith("They paused letters"));
		assertThat(summaries(Locale.forLanguageTag("ru"))).anySatisfy((one) -> assertThat(one).contains("пауза"));

		says("null");
		announce("user_changed_delivery", UUID.randomUUID().toString(), ", \"changed\": [\"paused_until\"]");

		Message letter = letter(NORMAL);
		this.worker.report(letter, "DELIVERED");
		await().until(() -> state().equals("DELIVERED"));
	}

	@Test
	void sendsWhatIsRequiredDuringAPause() {
		says("{\"paused_until\": \"%s\", \"quiet_from\": \"00:00\", \"quiet_to\": \"23:59\"}"
			.formatted(in(Duration.ofHours(2))));

		announce("user_restored_email", this.id, "");

		this.worker.report(letter("postings.email.urgent"), "DELIVERED");
		await().until(() -> state().equals("DELIVERED"));
	}

	@Test
	void asksWhetherAYesWasMeantAlsoDuringAPause() {
		says("{\"paused_until\": \"%s\"}".formatted(in(Duration.ofHours(2))));

		announce("user_requested_opt_in", this.id,
				", \"topic\": \"parties\", \"title\": \"Parties\", \"channels\": [\"email\"], \"confirm_link\": \"/s/Zk3\"");

		JsonNode letter = read(letter("postings.email.urgent"));
		assertThat(letter.path("subject").asString()).isEqualTo("Please confirm: Parties");
		assertThat(letter.path("text").asString()).contains("/s/Zk3");
		assertThat(letter.path("headers").has("List-Unsubscribe")).isFalse();
	}

	@Test
	void holdsForTheirOwnQuietHoursAndTellsTheJournalOfAPauseThatBeginsThen() {
		says("{\"quiet_from\": \"00:01\", \"quiet_to\": \"00:00\"}");
		announce("new_episode", this.id, ", \"series\": []");
		await().until(() -> state().equals("HELD"));
		assertThat(reason()).startsWith("held: own quiet hours until 00:00 ");

		says("{\"paused_until\": \"%s\"}".formatted(in(Duration.ofHours(20))));
		announce("user_changed_delivery", UUID.randomUUID().toString(), "");

		await().until(() -> reason().startsWith("held: paused until "));
		this.temporal.newUntypedWorkflowStub("event/new_episode/" + this.id).terminate("the test has ended");
	}

	@Test
	void tellsPeopleOfAMailingWhenTheirPauseIsOver() throws Exception {
		String bob = UUID.randomUUID().toString();
		Instant pause = Instant.parse(in(Duration.ofSeconds(20)));
		this.auth.on("of=" + this.id, 200, "{\"items\": [%s, %s], \"next\": null}"
			.formatted(person(this.user, "{\"paused_until\": \"" + pause + "\"}"), person(bob, "null")));
		assertThat(new MailingRest(this.port)
			.post("/api/v1/mailings",
					"""
							{"id": "%s", "receivers": "http://auth/users?of=%s", "template": "email/new_movies.md", "expires_in": "90 sec",
							 "quiet_hours": "ignore", "template_context": {"title": "Films", "movies": []}}
							"""
						.formatted(this.id, this.id))
			.statusCode()).isEqualTo(202);

		JsonNode first = read(letter(BULK));
		assertThat(first.at("/receiver/user_id").asString()).isEqualTo(bob);
		assertThat(summaries(Locale.ENGLISH)).anySatisfy((one) -> assertThat(one).contains("held: paused until "));
		await().atMost(Duration.ofSeconds(30)).until(() -> Instant.now().isAfter(pause));
		Message second = letter(BULK);
		assertThat(read(second).at("/receiver/user_id").asString()).isEqualTo(this.user);
		this.worker.report(second, "DELIVERED");
		assertThat(this.jdbc.queryForObject("select holds ->> 0 from journal where event_id = ? and user_id = ?",
				String.class, this.id, this.user))
			.contains("held: paused until ");
	}

	@Test
	void dropsOfAMailingWhatAPauseOutlasts() throws Exception {
		this.auth.on("of=" + this.id, 200, "{\"items\": [%s], \"next\": null}"
			.formatted(person(this.user, "{\"paused_until\": \"" + in(Duration.ofHours(2)) + "\"}")));
		new MailingRest(this.port).post("/api/v1/mailings",
				"""
						{"id": "%s", "receivers": "http://auth/users?of=%s", "template": "email/new_movies.md", "expires_in": "1 hour",
						 "template_context": {"title": "Films", "movies": []}}
						"""
					.formatted(this.id, this.id));

		await().ignoreExceptions().until(() -> !state().isEmpty());
		MailingOutcome outcome = this.temporal.newUntypedWorkflowStub("mailing/" + this.id + "/new_movies")
			.getResult(MailingOutcome.class);
		assertThat(outcome.progress().expired()).isEqualTo(1);
		assertThat(reason()).isEqualTo("the pause outlasts its deadline");
	}

	private JsonNode read(Message message) {
		return this.worker.read(message);
	}

	/** Of this event; others may have left theirs there. */
	private Message letter(String queue) {
		Message message = this.worker.take(queue);
		while (!read(message).path("event_id").asString("").equals(this.id)) {
			message = this.worker.take(queue);
		}
		return message;
	}

	private Explanation explained(Locale locale) {
		return this.explanations.of(this.user, Instant.now().minus(Duration.ofDays(1)),
				Instant.now().plus(Duration.ofDays(1)), 50, null, locale);
	}

	/**
	 * Other tests may have sent mailings meanwhile, which went out without this person.
	 */
	private List<String> summaries(Locale locale) {
		return explained(locale).items().stream().map((one) -> one.summary()).toList();
	}

	private String state() {
		return String.join(" ",
				this.jdbc.queryForList("select state from journal where event_id = ?", String.class, this.id));
	}

	private String reason() {
		return this.jdbc.queryForObject("select reason from journal where event_id = ?", String.class, this.id);
	}

	private static String in(Duration time) {
		return Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS).toString();
	}

	private void announce(String type, String event, String details) {
		this.kafka.send("notifications.events", event.getBytes(StandardCharsets.UTF_8), """
				{"id": "%s", "event_type": "%s", "occurred_at": "%s", "details": {"user_id": "%s"%s}}
				""".formatted(event, type, Instant.now(), this.user, details).getBytes(StandardCharsets.UTF_8));
	}

	private void says(String delivery) {
		this.auth.on("id=" + this.user, 200, "{\"items\": [%s]}".formatted(person(this.user, delivery)));
	}

	/** Somebody by whose clock it is about noon. */
	private static String person(String id, String delivery) {
		int ahead = Math.floorMod(12 - Instant.now().atOffset(ZoneOffset.UTC).getHour(), 24);
		return "{\"id\": \"%s\", \"email\": \"%s@example.com\", \"time_zone\": \"Etc/GMT%+d\", \"delivery\": %s}"
			.formatted(id, id, (ahead > 14) ? 24 - ahead : -ahead, delivery);
	}

}
