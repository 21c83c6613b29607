package cinema.orchestrator.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.letter.PostingIds;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.receiver.Receiver;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.event.EventOutcome;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** An identity that was used before Temporal's retention, and what becomes of it. */
@IntegrationTest
class ReturnedEventsIntegrationTests {

	private static final String TYPE = "user_exported_data";

	private final String id = UUID.randomUUID().toString();

	private final String user = UUID.randomUUID().toString();

	private final Instant then = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(40));

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@Autowired
	private WorkflowClient temporal;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private Journal journal;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private FakeNeighbour auth;

	@Autowired
	private MeterRegistry meters;

	@Test
	void saysSoWhenAnIdentityComesAgainAfterItsWorkflowWasForgotten() {
		this.auth.on(this.user, 200,
				"{\"items\": [{\"id\": \"%s\", \"email\": \"ann@example.com\"}]}".formatted(this.user));
		double before = returned();
		wasToldLongAgo();

		this.kafka.send("notifications.events", """
				{"id": "%s", "event_type": "%s", "details": {"user_id": "%s"}}
				""".formatted(this.id, TYPE, this.user).getBytes(StandardCharsets.UTF_8)).join();

		assertThat(outcome().notices()).singleElement().satisfies((notice) -> {
			assertThat(notice.status()).isEqualTo(OutcomeStatus.SUPPRESSED);
			assertThat(notice.reason())
				.isEqualTo("an earlier event had its id, of which this letter is DELIVERED since " + this.then
						+ "; announce another event with another id");
		});
		assertThat(returned() - before).isEqualTo(1);
		assertThat(this.rabbit.receive("postings.email.urgent", 200)).isNull();
		assertThat(this.jdbc.queryForList("select state from journal where event_id = ?", String.class, this.id))
			.containsExactly("DELIVERED");
	}

	/** The journal knows it, and Temporal does not. */
	private void wasToldLongAgo() {
		Event event = new Event(TYPE, this.id, null, this.then, Map.of("user_id", this.user));
		Receiver receiver = mock();
		given(receiver.userId()).willReturn(this.user);
		String posting = PostingIds.of(event, "data_exported", receiver, Channel.EMAIL);
		PlannedPosting planned = new PlannedPosting(Channel.EMAIL, posting, "email/data_exported");
		PlannedNotice notice = new PlannedNotice("data_exported", "account", Urgency.URGENT, this.user, "UTC", null,
				this.then.plus(Duration.ofDays(3)), Map.of(), List.of(planned), null, true, null);
		this.journal.dispatched("event/" + TYPE + "/" + this.id, new Dispatch(event, notice, planned, 1), "{}");
		this.journal.conclude(List.of(new Receipt(posting, "event/" + TYPE + "/" + this.id, 1, ReceiptStatus.DELIVERED,
				this.then, null, null, "250 ok", false)));
		// Its letter was swept.
		this.jdbc.update("update journal set posting = null where id = ?::uuid", posting);
	}

	private EventOutcome outcome() {
		String workflow = "event/" + TYPE + "/" + this.id;
		await().ignoreExceptions()
			.until(() -> this.temporal.newUntypedWorkflowStub(workflow).describe().getWorkflowExecutionInfo() != null);
		return this.temporal.newUntypedWorkflowStub(workflow).getResult(EventOutcome.class);
	}

	private double returned() {
		return this.meters.get("cinema.events.returned").tag("type", TYPE).counter().count();
	}

}
