package cinema.orchestrator.receipt;

import java.time.Duration;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.queue.InstanceQueue;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class OwnReceiptsIntegrationTests {

	/**
	 * A consumer whose queue went with its connection tries three times, 5 s apart,
	 * before the next one takes another queue.
	 */
	private static final Duration ANOTHER_CONSUMER = Duration.ofSeconds(90);

	@Autowired
	private InstanceQueue own;

	@Autowired
	private AmqpAdmin admin;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private CachingConnectionFactory connections;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void neverReadsAQueueAgainWhoseReceiptsMayBeLost() {
		String before = this.own.getName();
		await().atMost(ANOTHER_CONSUMER).untilAsserted(() -> assertThat(isRead()).isTrue());

		this.connections.resetConnection();

		await().atMost(ANOTHER_CONSUMER).until(() -> !this.own.getName().equals(before));
		await().atMost(ANOTHER_CONSUMER).untilAsserted(() -> assertThat(isRead()).isTrue());
		assertThat(this.admin.getQueueInfo(before)).isNull();
	}

	/** The worker asks by an empty list whether a queue is there. */
	@Test
	void readsAnEmptyList() {
		await().atMost(ANOTHER_CONSUMER).untilAsserted(() -> {
			send("[]");
			assertThat(isRead()).isTrue();
		});
	}

	private boolean isRead() {
		UUID id = UUID.randomUUID();
		this.jdbc
			.sql("""
					insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, attempt, state, planned_at)
					values (?, 'event/none/1', 'none', '1', 'n', 't', 'email', 'normal', 1, 'DISPATCHED', now())
					""")
			.param(id)
			.update();
		send("""
				{"posting_id": "%s", "workflow_id": "event/none/1", "attempt": 1, "status": "DELIVERED",
				 "at": "2026-11-23T10:00:01Z"}""".formatted(id));
		long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
		boolean read = isDelivered(id);
		while (!read && System.nanoTime() < until) {
			read = isDelivered(id);
		}
		return read;
	}

	private boolean isDelivered(UUID id) {
		return this.jdbc.sql("select state = 'DELIVERED' from journal where id = ?")
			.param(id)
			.query(Boolean.class)
			.single();
	}

	private void send(String body) {
		this.rabbit.send("", this.own.getName(), MessageBuilder.withBody(body.getBytes()).build());
	}

}
