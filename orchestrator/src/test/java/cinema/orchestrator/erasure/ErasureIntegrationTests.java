package cinema.orchestrator.erasure;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.audience.StoredPage;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.mailing.SampleMailings;
import cinema.orchestrator.page.MailingTable;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.workflows.contract.Channel;
import cinema.workflows.event.EventOutcome;
import cinema.workflows.journal.NoticeOutcome;
import io.temporal.client.WorkflowClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A person who is erased while something of theirs is in every state that it can be in.
 */
@IntegrationTest
class ErasureIntegrationTests {

	private static final String URGENT = "postings.email.urgent";

	private static final String ERASED = "the receiver was erased";

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private WorkflowClient temporal;

	@Autowired
	private MailingTable mailings;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private FakeNeighbour auth;

	private final String user = UUID.randomUUID().toString();

	private final String name = "Zenobia" + this.user.substring(0, 8);

	private final String address = this.name.toLowerCase() + "@erased.example";

	private final List<String> workflows = new ArrayList<>();

	private FakeWorker worker;

	@BeforeEach
	void knowTheUser() {
		this.worker = new FakeWorker(this.rabbit);
		int ahead = Math.floorMod(2 - Instant.now().atOffset(ZoneOffset.UTC).getHour(), 24);
		this.auth.on(this.user, 200,
				"""
						{"items": [{"id": "%s", "email": "%s", "first_name": "%s", "is_active": true, "time_zone": "Etc/GMT%+d"}]}
						"""
					.formatted(this.user, this.address, this.name, (ahead > 14) ? 24 - ahead : -ahead));
	}

	@Test
	void leavesNothingOfThemWhereverTheirLettersAre() {
		String delivered = announce("user_changed_password_successfully", "");
		this.worker.report(this.worker.take(URGENT), "DELIVERED");
		String failed = announce("user_restored_email", "");
		this.worker.report(this.worker.take(URGENT), "REJECTED");
		String deferred = announce("user_changed_password_successfully", "");
		this.worker.report(this.worker.take(URGENT), "DEFERRED");
		String queued = announce("user_restored_email", "");
		Message letter = this.worker.take(URGENT);
		String held = announce("new_episode", ", \"series\": []");
		String page = inAPageOfAMailing();
		await().until(() -> states(delivered, failed, deferred, queued, held)
			.equals(List.of("DELIVERED", "REJECTED", "DEFERRED", "DISPATCHED", "HELD")));
		assertThat(everything()).as("before").anyMatch(this::namesThem);

		erase();

		await().untilAsserted(() -> assertThat(reasons(deferred, held)).hasSize(2)
			.allMatch((reason) -> reason.endsWith("CANCELLED, " + ERASED)));
		Message withdrawal = this.worker.take(URGENT);
		assertThat(withdrawal.getMessageProperties().getType()).isEqualTo("withdrawal");
		assertThat(this.worker.read(withdrawal).toString()).contains(this.worker.read(letter).get("id").asString());
		this.worker.report(letter, "WITHDRAWN");
		await().untilAsserted(() -> assertThat(states(queued)).containsExactly("WITHDRAWN"));
		assertThat(this.jdbc.queryForList("select state from journal where workflow_id = ?", String.class, page))
			.containsExactly("CANCELLED");
		assertNothingIsLeft();
	}

	@Test
	void makesNothingForThemAgain() {
		erase();
		String late = announce("user_changed_password_successfully", ", \"email\": \"%s\"".formatted(this.address));
		NoticeOutcome outcome = outcome(late, "user_changed_password_successfully");
		assertThat(outcome.status().name()).isEqualTo("SUPPRESSED");
		assertThat(outcome.reason()).isEqualTo(ERASED);
		assertNothingIsLeft();
	}

	private void assertNothingIsLeft() {
		assertThat(everything()).isNotEmpty().noneMatch(this::namesThem);
		assertThat(this.jdbc.queryForList("select user_id from journal", String.class)).doesNotContain(this.user);
		assertThat(this.workflows).isNotEmpty()
			.allSatisfy((id) -> assertThat(this.temporal.fetchHistory(id).getHistory().toString())
				.matches((history) -> !namesThem(history)));
		Message next = this.rabbit.receive(URGENT, 200);
		assertThat(next).isNull();
	}

	private String announce(String type, String details) {
		String id = UUID.randomUUID().toString();
		send(type, id, details);
		return id;
	}

	private void erase() {
		send("user_erased", this.user, "");
		await().ignoreExceptions().until(() -> {
			this.temporal.newUntypedWorkflowStub("event/user_erased/" + this.user).getResult(EventOutcome.class);
			return true;
		});
	}

	private void send(String type, String id, String details) {
		this.workflows.add("event/" + type + "/" + id);
		this.kafka.send("notifications.events", id.getBytes(StandardCharsets.UTF_8), """
				{"id": "%s", "event_type": "%s", "occurred_at": "%s", "details": {"user_id": "%s"%s}}
				""".formatted(id, type, Instant.now(), this.user, details).getBytes(StandardCharsets.UTF_8));
	}

	/** One letter of it is deferred, and one is held for the night. */
	private String inAPageOfAMailing() {
		String id = UUID.randomUUID().toString();
		String mailing = "mailing/" + id + "/new_movies";
		this.mailings.note(mailing, SampleMailings.of(id, Instant.now(), "http://auth/users"));
		StoredReceiver receiver = new StoredReceiver(0, UUID.randomUUID(), this.user, Channel.EMAIL, this.address,
				this.name, null, "UTC", "en");
		this.mailings.keep(mailing, mailing + "/page/1", new StoredPage(List.of(), List.of(receiver), null));
		this.jdbc.update(
				"""
						insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, user_id, attempt,
						                     posting, state, planned_at)
						values (?, ?, 'mailing', ?, 'new_movies', 'new_movies', 'email', 'bulk', ?, 1, ?, 'DEFERRED', now())
						""",
				receiver.postingId(), mailing + "/page/1", id, this.user,
				JsonMapper.shared().writeValueAsString(receiver));
		return mailing + "/page/1";
	}

	private List<String> states(String... events) {
		List<String> states = new ArrayList<>();
		for (String event : events) {
			states.addAll(this.jdbc.queryForList("select state from journal where event_id = ?", String.class, event));
		}
		return states;
	}

	private List<String> reasons(String... events) {
		List<String> reasons = new ArrayList<>();
		for (String event : events) {
			reasons.addAll(this.jdbc.queryForList("select state || ', ' || reason from journal where event_id = ?",
					String.class, event));
		}
		return reasons;
	}

	private NoticeOutcome outcome(String event, String type) {
		String id = "event/" + type + "/" + event;
		await().ignoreExceptions()
			.until(() -> this.temporal.newUntypedWorkflowStub(id).describe().getWorkflowExecutionInfo() != null);
		return this.temporal.newUntypedWorkflowStub(id).getResult(EventOutcome.class).notices().get(0);
	}

	private List<String> everything() {
		return this.jdbc
			.queryForList("select table_name from information_schema.tables where table_schema = 'public'",
					String.class)
			.stream()
			.flatMap((table) -> this.jdbc.queryForList("select t::text from " + table + " t", String.class).stream())
			.toList();
	}

	private boolean namesThem(String text) {
		return text.contains(this.name) || text.contains(this.address);
	}

}
