package cinema.orchestrator.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.letter.PostingWriter;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.QuietHours;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.dispatch.DispatchActivities;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.dispatch.Withdraw;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.testing.TestActivityEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class DispatchIntegrationTests {

	private static final String QUEUE = "postings.email.bulk";

	private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

	private final String user = UUID.randomUUID().toString();

	private final String id = UUID.randomUUID().toString();

	@Autowired
	private DispatchActivitiesImpl implementation;

	@Autowired
	private PostingWriter writer;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private FakeNeighbour auth;

	private DispatchActivities activities;

	private FakeWorker worker;

	@BeforeEach
	void register() {
		this.temporal.registerActivitiesImplementations(this.implementation);
		this.activities = this.temporal.newActivityStub(DispatchActivities.class);
		this.worker = new FakeWorker(this.rabbit);
		user("\"first_name\": \"Ann\"");
	}

	@AfterEach
	void close() {
		this.temporal.close();
	}

	@Test
	void publishesTheSameBytesForTheSameAttempt() {
		this.activities.dispatch(dispatch(1, "UTC"));
		Message first = this.worker.take(QUEUE);
		user("\"first_name\": \"Renamed\", \"time_zone\": \"Asia/Tokyo\"");

		assertThat(this.activities.dispatch(dispatch(1, "Asia/Tokyo"))).isEqualTo(Dispatched.PUBLISHED);

		assertThat(this.worker.take(QUEUE).getBody()).isEqualTo(first.getBody());
	}

	/** As a workflow that was reset does, or a task that timed out. */
	@Test
	void publishesWhatWasMadeThoughNobodyKnowsOfIt() {
		DispatchActivities first = this.temporal.newLocalActivityStub(DispatchActivities.class,
				LocalActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build(), Map.of());
		first.dispatch(dispatch(1, "UTC"));
		Message made = this.worker.take(QUEUE);
		user("\"first_name\": \"Renamed\", \"time_zone\": \"Asia/Tokyo\"");

		first.dispatch(dispatch(1, "Asia/Tokyo"));
		assertThat(this.worker.take(QUEUE).getBody()).isEqualTo(made.getBody());

		user("\"is_active\": false");
		first.dispatch(dispatch(1, "UTC"));
		assertThat(this.worker.take(QUEUE).getBody()).isEqualTo(made.getBody());

		user("\"first_name\": \"Ann\"");
		first.dispatch(dispatch(1, "UTC", "email/gone"));
		assertThat(this.worker.take(QUEUE).getBody()).as("what it was made of may be gone").isEqualTo(made.getBody());
	}

	/** Its event was announced anew when Temporal and the ledger had forgotten it. */
	@Test
	void answersByTheJournalWhatHasEnded() {
		this.activities.dispatch(dispatch(1, "UTC"));
		this.worker.report(this.worker.take(QUEUE), "DELIVERED");
		await().atMost(Duration.ofSeconds(10))
			.until(() -> this.activities.dispatch(dispatch(1, "UTC")).receipt() != null);
		while (this.rabbit.receive(QUEUE, 200) != null) {
			// asked again before its receipt was read
		}

		for (int attempt = 1; attempt <= 2; attempt++) {
			assertThat(this.activities.dispatch(dispatch(attempt, "UTC")).receipt()).isNotNull()
				.satisfies((receipt) -> {
					assertThat(receipt.status()).isEqualTo(ReceiptStatus.DELIVERED);
					assertThat(receipt.postingId()).isEqualTo(this.id);
				});
		}
		assertThat(this.rabbit.receive(QUEUE, 100)).isNull();
	}

	@Test
	void keepsTheLetterAndTakesTheZoneForTheNextAttempt() {
		this.activities.dispatch(dispatch(1, "UTC"));
		JsonNode first = this.worker.read(this.worker.take(QUEUE));

		this.activities.dispatch(dispatch(2, "Asia/Tokyo"));

		JsonNode second = this.worker.read(this.worker.take(QUEUE));
		assertThat(second.get("attempt").asInt()).isEqualTo(2);
		assertThat(second.get("receiver").get("time_zone").asString()).isEqualTo("Asia/Tokyo");
		for (String same : List.of("id", "subject", "html", "text", "deadline", "workflow_id", "quiet_hours")) {
			assertThat(second.get(same)).isEqualTo(first.get(same));
		}
		assertThat(second.get("receiver").get("address")).isEqualTo(first.get("receiver").get("address"));
	}

	@Test
	void publishesNothingForAReceiverWhoHasLeft() {
		user("\"is_active\": false");

		assertThat(this.activities.dispatch(dispatch(1, "UTC"))).isEqualTo(Dispatched.suppressed("inactive user"));
		assertThat(this.rabbit.receive(QUEUE, 100)).isNull();
	}

	@Test
	void tellsByThePlanWhateverBecameOfTheCatalogue() {
		user("\"email_notifications\": false");
		Event event = dispatch(1, "UTC").event();
		PlannedPosting posting = new PlannedPosting(Channel.EMAIL, this.id, "email/welcome");

		assertThat(this.activities.dispatch(new Dispatch(event, notice("gone", "UTC", false, posting), posting, 1)))
			.isEqualTo(Dispatched.suppressed("opted out of email"));
		assertThat(this.activities.dispatch(new Dispatch(event, notice("welcome", "UTC", true, posting), posting, 1)))
			.isEqualTo(Dispatched.PUBLISHED);
		assertThat(this.worker.take(QUEUE)).isNotNull();
	}

	@Test
	void writesToTheAddressOfTheChannel() {
		user("\"phone\": \"+79160000000\", \"phone_confirmed\": true, \"preferences\": {\"account\": {\"sms\": true}}");
		PlannedPosting posting = new PlannedPosting(Channel.SMS, this.id, "email/welcome");

		String json = this.writer
			.write("w", new Dispatch(dispatch(1, "UTC").event(), notice("welcome", "UTC", false, posting), posting, 1),
					false)
			.json();

		assertThat(JsonMapper.shared().readTree(json).at("/receiver/address").asString()).isEqualTo("+79160000000");
	}

	/**
	 * Its parts may be with a telephone already, and a template of today says another
	 * thing.
	 */
	@Test
	void saysTheSameAtEachAttemptWhateverBecameOfTheTemplate() {
		user("\"phone\": \"+79160000000\", \"phone_confirmed\": true, \"preferences\": {\"account\": {\"sms\": true}}");
		Event event = dispatch(1, "UTC").event();

		List<String> texts = Stream.of(1, 1, 2).map((attempt) -> {
			PlannedPosting posting = new PlannedPosting(Channel.SMS, this.id,
					(attempt == 1) ? "email/welcome" : "email/gone");
			return this.writer
				.write("w", new Dispatch(event, notice("welcome", "UTC", false, posting), posting, attempt),
						attempt > 1)
				.json();
		}).map((json) -> JsonMapper.shared().readTree(json).path("text").asString()).toList();

		assertThat(texts).hasSize(3).doesNotContain("");
		assertThat(Set.copyOf(texts)).hasSize(1);
	}

	@Test
	void failsForGoodWhenTheTemplateIsGone() {
		Dispatch broken = dispatch(1, "UTC", "email/gone");

		assertThatThrownBy(() -> this.activities.dispatch(broken)).hasStackTraceContaining("RENDER_FAILED")
			.hasStackTraceContaining("email/gone");
	}

	@Test
	void asksForPostingsBackOnTheUrgentQueue() {
		this.activities.withdraw(new Withdraw(Channel.EMAIL, List.of(this.id), "cancelled by service tests", null));

		Message message = this.worker.take("postings.email.urgent");
		assertThat(message.getMessageProperties().getType()).isEqualTo("withdrawal");
		assertThat(message.getMessageProperties().getReplyTo()).startsWith("receipts.");
		assertThat(this.worker.read(message).get("posting_ids").get(0).asString()).isEqualTo(this.id);
		assertThat(this.worker.read(message).get("channel").asString()).isEqualTo("email");
	}

	private Dispatch dispatch(int attempt, String zone) {
		return dispatch(attempt, zone, "email/welcome");
	}

	/** Of a bulk letter, which waits for no receipt. */
	private Dispatch dispatch(int attempt, String zone, String template) {
		Event event = new Event("user_signed_up", this.user, "auth", Instant.parse("2026-11-23T10:00:00Z"), Map.of());
		PlannedPosting posting = new PlannedPosting(Channel.EMAIL, this.id, template);
		return new Dispatch(event, notice("welcome", zone, false, posting), posting, attempt);
	}

	private PlannedNotice notice(String name, String zone, boolean required, PlannedPosting posting) {
		return new PlannedNotice(name, "account", Urgency.BULK, this.user, zone,
				new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0)), Instant.parse("2026-11-24T10:00:00Z"),
				Map.of(), List.of(posting), null, required, null);
	}

	private void user(String fields) {
		this.auth.on(this.user, 200,
				"{\"items\": [{\"id\": \"%s\", \"email\": \"ann@example.com\", %s}]}".formatted(this.user, fields));
	}

}
