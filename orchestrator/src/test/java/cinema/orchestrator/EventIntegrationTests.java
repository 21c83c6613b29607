package cinema.orchestrator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.workflows.event.EventOutcome;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class EventIntegrationTests {

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private WorkflowClient temporal;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private FakeNeighbour auth;

	@Autowired
	private MeterRegistry meters;

	private final String user = UUID.randomUUID().toString();

	private FakeWorker worker;

	@BeforeEach
	void knowTheUser() {
		this.worker = new FakeWorker(this.rabbit);
		this.auth.on(this.user, 200, """
				{"items": [{"id": "%s", "email": "ann@example.com", "first_name": "Ann", "last_name": "Lee",
				  "time_zone": "Asia/Kathmandu", "locale": "ru_RU", "is_active": true, "email_notifications": true}],
				 "next": null}
				""".formatted(this.user));
	}

	@Test
	void turnsASignUpIntoTwoLettersAndEndsWithTheirReceipts() {
		announce(signUp());

		Message confirmation = this.worker.take("postings.email.urgent");
		Message welcome = this.worker.take("postings.email.normal");
		this.worker.report(confirmation, "DELIVERED");
		this.worker.report(welcome, "DELIVERED");

		assertThat(outcome().notices()).extracting(NoticeOutcome::status)
			.containsExactly(OutcomeStatus.DELIVERED, OutcomeStatus.DELIVERED);
		JsonNode posting = this.worker.read(confirmation);
		assertThat(posting.get("receiver").get("address").asString()).isEqualTo("ann@example.com");
		assertThat(posting.get("receiver").get("time_zone").asString()).isEqualTo("Asia/Kathmandu");
		assertThat(posting.get("receiver").get("locale").asString()).isEqualTo("ru-RU");
		assertThat(posting.get("subject").asString()).isEqualTo("Подтвердите адрес почты");
		assertThat(posting.get("text").asString()).contains("http://localhost:8081/s/Zk3xQ");
		assertThat(confirmation.getMessageProperties().getMessageId()).isEqualTo(posting.get("id").asString());
		assertThat(confirmation.getMessageProperties().getReceivedDeliveryMode())
			.isEqualTo(MessageDeliveryMode.PERSISTENT);
		await().untilAsserted(() -> assertThat(journal("state")).containsExactly("DELIVERED", "DELIVERED"));
	}

	@Test
	void leavesNothingToReadInTheHistory() {
		announce(signUp());
		this.worker.report(this.worker.take("postings.email.urgent"), "DELIVERED");
		this.worker.report(this.worker.take("postings.email.normal"), "DELIVERED");

		outcome();
		String history = this.temporal.fetchHistory("event/user_signed_up/" + this.user).getHistory().toString();
		assertThat(history).contains("binary/encrypted").doesNotContain("ann@example", "Zk3xQ");
	}

	@Test
	void startsARepeatedEventOnce() {
		double before = duplicates();
		announce(signUp());
		announce(signUp());
		announce(signUp());

		this.worker.report(this.worker.take("postings.email.urgent"), "DELIVERED");
		this.worker.report(this.worker.take("postings.email.normal"), "DELIVERED");

		outcome();
		await().untilAsserted(() -> assertThat(duplicates() - before).isEqualTo(2));
		assertThat(this.rabbit.receive("postings.email.urgent", 200)).isNull();
	}

	@Test
	void tellsTheWorkflowOfAReceiptThatComesAfterTheWait() throws Exception {
		announce(passwordChange());

		Message posting = this.worker.take("postings.email.urgent");
		Thread.sleep(900);
		this.worker.report(posting, "DELIVERED");

		assertThat(outcomeOf("user_changed_password_successfully").notices()).singleElement()
			.satisfies((notice) -> assertThat(notice.reason()).isEqualTo("email: sent"));
		assertThat(this.temporal.fetchHistory("event/user_changed_password_successfully/" + this.user).getEvents())
			.extracting(HistoryEvent::getEventType)
			.containsOnlyOnce(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
	}

	@Test
	void takesReceiptsOfAnOrchestratorThatIsGone() {
		announce(passwordChange());

		Message posting = this.worker.take("postings.email.urgent");
		this.worker.report("receipts", posting, "REJECTED");

		assertThat(outcomeOf("user_changed_password_successfully").notices()).extracting(NoticeOutcome::status)
			.containsExactly(OutcomeStatus.REJECTED);
		await().untilAsserted(() -> assertThat(journal("state")).containsExactly("REJECTED"));
	}

	@Test
	void movesAReceiptThatNobodyCanReadAside() {
		this.worker.send("receipts", "{\"posting_id\": \"no uuid\"}");
		this.worker.send("receipts", "[1, 2");

		await().untilAsserted(() -> assertThat(
				this.jdbc.queryForList("select reason from dead_letter where origin = 'receipts'", String.class))
			.contains("INVALID_FIELD", "NOT_A_RECEIPT"));
	}

	@Test
	void suppressesWhatConcernsNobodyAndSaysSo() {
		String unknown = UUID.randomUUID().toString();
		announce("{\"id\": \"%s\", \"event\": \"user_signed_up\"}".formatted(unknown));

		EventOutcome outcome = outcomeOf("user_signed_up", unknown);
		assertThat(outcome.notices()).extracting(NoticeOutcome::reason).containsExactly("unknown user", "unknown user");
		assertThat(this.jdbc.queryForList("select reason from journal where event_id = ?", String.class, unknown))
			.containsExactly("unknown user", "unknown user");
	}

	private String signUp() {
		return """
				{"id": "%1$s", "event_type": "user_signed_up", "from_service": "auth", "priority": "immediate",
				 "occurred_at": "%2$s", "details": {"user_id": "%1$s", "confirm_link": "/s/Zk3xQ"}}
				""".formatted(this.user, Instant.now());
	}

	private String passwordChange() {
		return """
				{"id": "%1$s", "event_type": "user_changed_password_successfully_event", "details": {"user_id": "%1$s"}}
				""".formatted(this.user);
	}

	private void announce(String event) {
		this.kafka.send("notifications.events", event.getBytes(StandardCharsets.UTF_8)).join();
	}

	private EventOutcome outcome() {
		return outcomeOf("user_signed_up");
	}

	private EventOutcome outcomeOf(String type) {
		return outcomeOf(type, this.user);
	}

	private EventOutcome outcomeOf(String type, String event) {
		String id = "event/" + type + "/" + event;
		await().ignoreExceptions()
			.until(() -> this.temporal.newUntypedWorkflowStub(id).describe().getWorkflowExecutionInfo() != null);
		return this.temporal.newUntypedWorkflowStub(id).getResult(EventOutcome.class);
	}

	private List<String> journal(String column) {
		return this.jdbc.queryForList("select " + column + " from journal where event_id = ?", String.class, this.user);
	}

	private double duplicates() {
		return this.meters.find("cinema.events.duplicates").counters().stream().mapToDouble((one) -> one.count()).sum();
	}

}
