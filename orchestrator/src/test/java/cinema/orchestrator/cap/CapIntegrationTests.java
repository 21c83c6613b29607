package cinema.orchestrator.cap;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.explanation.Explanation;
import cinema.orchestrator.explanation.Explanations;
import cinema.orchestrator.mailing.MailingRest;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.orchestrator.receiver.ReceiverDirectory;
import cinema.workflows.event.EventOutcome;
import cinema.workflows.event.EventWorkflow;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.mailing.MailingOutcome;
import cinema.workflows.mailing.MailingStatus;
import io.temporal.client.WorkflowClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** At most three letters of the class {@code offers} a day, by events and mailings. */
@IntegrationTest
class CapIntegrationTests {

	private static final String CAP = "cap: 3 letters of class offers in 24 hours";

	private static final String BULK = "postings.email.bulk";

	private static final String NORMAL = "postings.email.normal";

	private static final String URGENT = "postings.email.urgent";

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

	@Autowired
	private ReceiverDirectory receivers;

	@LocalServerPort
	private int port;

	private final String user = UUID.randomUUID().toString();

	private final String id = UUID.randomUUID().toString();

	private FakeWorker worker;

	@BeforeEach
	void prepare() {
		this.worker = new FakeWorker(this.rabbit);
		user("");
	}

	@Test
	void sendsThreeOfFiveMailingsAtTheSameMomentAndTheConfirmation() {
		List<String> events = IntStream.range(0, 5).mapToObj((one) -> UUID.randomUUID().toString()).toList();
		events.forEach((one) -> mail(one, "drop"));
		announce("user_restored_email", this.id, "");

		Message confirmation = letter(URGENT, List.of(this.id));
		List<Message> letters = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			letters.add(letter(BULK, events));
		}
		letters.forEach((one) -> this.worker.report(one, "DELIVERED"));
		this.worker.report(confirmation, "DELIVERED");

		List<MailingOutcome> outcomes = events.stream().map(this::mailing).toList();
		assertThat(outcomes).allSatisfy((one) -> assertThat(one.status()).isEqualTo(MailingStatus.COMPLETED));
		assertThat(outcomes.stream().mapToLong((one) -> one.progress().delivered()).sum()).isEqualTo(3);
		assertThat(outcomes.stream().filter((one) -> one.progress().skipped().containsKey(CAP))).hasSize(2);
		await().until(() -> state(this.id).equals("DELIVERED"));
		assertThat(used()).isEqualTo(3);
		assertThat(said(Locale.ENGLISH).now())
			.contains("Of letters of the class offers they have had 3 of at most 3 within 24 h.");
		assertThat(stories(Locale.ENGLISH))
			.contains("Not sent: they may have at most 3 letters of the class offers within 24 h.");
		assertThat(stories(Locale.forLanguageTag("ru")))
			.contains("Не отправлено: писем класса offers человеку положено не больше 3 за 24 ч.");
	}

	@Test
	void waitsForItsPlaceAndGoesWhenThereIsOne() {
		fill();
		announce("reactions_summary", this.id, ", \"stats\": []");
		await().until(() -> state(this.id).equals("HELD"));
		assertThat(reason()).matches("held until .+, " + CAP);
		assertThat(stories(Locale.ENGLISH)).anySatisfy((one) -> assertThat(one).matches(
				"Not sent yet. It waits: held until .+, since they may have at most 3 letters of the class offers within 24 h."));
		user("new", "");
		this.receivers.forget(this.user);
		aDayPasses();

		this.temporal.newWorkflowStub(EventWorkflow.class, "event/reactions_summary/" + this.id)
			.reschedule(null, "service laptop");

		Message letter = letter(NORMAL, List.of(this.id));
		assertThat(this.worker.read(letter).at("/receiver/address").asString()).isEqualTo("new@example.com");
		assertThat(this.worker.read(letter).path("attempt").asInt()).isEqualTo(1);
		this.worker.report(letter, "DELIVERED");
		assertThat(event().notices().get(0).status()).isEqualTo(OutcomeStatus.DELIVERED);
	}

	@Test
	void endsWhatIsNotWantedAnyMoreWhileItWaits() {
		fill();
		announce("reactions_summary", this.id, ", \"stats\": []");
		await().until(() -> state(this.id).equals("HELD"));
		user(", \"preferences\": {\"reactions\": {\"email\": false}}");

		announce("user_opted_out", UUID.randomUUID().toString(),
				", \"choices\": [{\"topic\": \"reactions\", \"channel\": \"email\"}], \"how\": \"page\"");

		assertThat(event().notices().get(0).reason()).isEqualTo("opted out of reactions");
		assertThat(used()).isEqualTo(3);
	}

	@Test
	void givesItsPlaceBackWhereTheLetterIsWithdrawn() {
		announce("reactions_summary", this.id, ", \"stats\": []");
		Message letter = letter(NORMAL, List.of(this.id));
		await().until(() -> used() == 1);
		this.worker.report(letter, "WITHDRAWN");

		assertThat(event().notices().get(0).status()).isEqualTo(OutcomeStatus.CANCELLED);
		await().until(() -> used() == 0);
	}

	@Test
	void cancelsWhatWaitsInAMailingThatIsPaused() throws Exception {
		fill();
		mail(this.id, "defer");
		await().until(() -> state(this.id).equals("POSTPONED"));
		assertThat(reason()).matches("held until .+, " + CAP);
		assertThat(this.jdbc.queryForObject("select attempt from journal where event_id = ?", Integer.class, this.id))
			.isZero();
		assertThat(stories(Locale.ENGLISH))
			.anySatisfy((one) -> assertThat(one).startsWith("Not sent yet. It waits: held until "));
		MailingRest rest = new MailingRest(this.port);
		assertThat(rest.post("/api/v1/mailings/" + this.id + "/new_movies/pause", "{}").statusCode()).isEqualTo(200);

		assertThat(rest.post("/api/v1/mailings/" + this.id + "/new_movies/cancel", "{}").statusCode()).isEqualTo(200);

		MailingOutcome outcome = mailing(this.id);
		assertThat(outcome.status()).isEqualTo(MailingStatus.CANCELLED);
		assertThat(outcome.progress().cancelled()).isEqualTo(1);
		assertThat(state(this.id)).isEqualTo("CANCELLED");
		assertThat(used()).isEqualTo(3);
	}

	@Test
	void forgetsWhoIsErasedWhileTheirLetterWaits() {
		fill();
		mail(this.id, "defer");
		await().until(() -> state(this.id).equals("POSTPONED"));

		announce("user_erased", this.user, "");

		await().until(() -> used() == 0);
		await().until(() -> state(this.id).equals("CANCELLED"));
		assertThat(this.rabbit.receive(BULK, 200)).isNull();
	}

	@Test
	void refusesAClassThatIsNotDeclared() throws Exception {
		assertThat(new MailingRest(this.port).post("/api/v1/mailings", """
				{"receivers": "http://auth/users", "template": "email/new_movies.md", "class": "news"}
				""").body()).contains("class", "news is not declared; declared are default, offers, series");
		assertThat(new MailingRest(this.port).post("/api/v1/mailings", """
				{"receivers": "http://auth/users", "template": "email/new_movies.md", "over_cap": "fold"}
				""").body()).contains("over_cap", "has to be defer or drop");
	}

	private void mail(String event, String overCap) {
		send(event,
				"""
						{"id": "%s", "from_service": "mailing", "receivers": "http://auth/users?of=%s", "template": "email/new_movies.md",
						 "quiet_hours": "ignore", "class": "offers", "over_cap": "%s", "template_context": {"title": "Films", "movies": []}}
						"""
					.formatted(event, this.user, overCap));
	}

	private void announce(String type, String event, String details) {
		send(event, """
				{"id": "%s", "event_type": "%s", "occurred_at": "%s", "details": {"user_id": "%s"%s}}
				""".formatted(event, type, Instant.now(), this.user, details));
	}

	private void send(String key, String body) {
		this.kafka.send("notifications.events", key.getBytes(StandardCharsets.UTF_8),
				body.getBytes(StandardCharsets.UTF_8));
	}

	/** Their places are taken for the day. */
	private void fill() {
		for (int i = 0; i < 3; i++) {
			this.jdbc.update("insert into cap_use (posting_id, class, user_id, at) values (?, 'offers', ?, now())",
					UUID.randomUUID(), this.user);
		}
	}

	private void aDayPasses() {
		this.jdbc.update("update cap_use set at = at - interval '1 day' where user_id = ?", this.user);
	}

	private int used() {
		return this.jdbc.queryForObject("select count(*) from cap_use where user_id = ?", Integer.class, this.user);
	}

	/** Of these events; others may have left theirs there. */
	private Message letter(String queue, List<String> events) {
		Message message = this.worker.take(queue);
		while (!events.contains(this.worker.read(message).path("event_id").asString(""))) {
			message = this.worker.take(queue);
		}
		return message;
	}

	private MailingOutcome mailing(String event) {
		return this.temporal.newUntypedWorkflowStub("mailing/" + event + "/new_movies").getResult(MailingOutcome.class);
	}

	private EventOutcome event() {
		return this.temporal.newUntypedWorkflowStub("event/reactions_summary/" + this.id).getResult(EventOutcome.class);
	}

	private String state(String event) {
		return String.join(" ",
				this.jdbc.queryForList("select state from journal where event_id = ?", String.class, event));
	}

	private String reason() {
		return this.jdbc.queryForObject("select reason from journal where event_id = ?", String.class, this.id);
	}

	private Explanation said(Locale locale) {
		return this.explanations.of(this.user, Instant.now().minus(Duration.ofDays(1)),
				Instant.now().plus(Duration.ofDays(1)), 50, null, locale);
	}

	private List<String> stories(Locale locale) {
		return said(locale).items().stream().map((one) -> one.summary()).toList();
	}

	/** Somebody by whose clock it is noon. */
	private void user(String fields) {
		user(this.user, fields);
	}

	private void user(String name, String fields) {
		int ahead = Math.floorMod(12 - Instant.now().atOffset(ZoneOffset.UTC).getHour(), 24);
		String person = "{\"id\": \"%s\", \"email\": \"%s@example.com\", \"time_zone\": \"Etc/GMT%+d\"%s}"
			.formatted(this.user, name, (ahead > 14) ? 24 - ahead : -ahead, fields);
		this.auth.on("id=" + this.user, 200, "{\"items\": [%s]}".formatted(person));
		this.auth.on("of=" + this.user, 200, "{\"items\": [%s], \"next\": null}".formatted(person));
	}

}
