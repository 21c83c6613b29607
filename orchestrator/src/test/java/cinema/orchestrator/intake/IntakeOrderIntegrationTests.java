package cinema.orchestrator.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** On the parts of {@link IntakeIntegrationTests}: what a crash would find. */
@SpringBootTest(classes = IntakeIntegrationTests.Setup.class, webEnvironment = WebEnvironment.NONE,
		properties = { "spring.kafka.consumer.properties.max.poll.interval.ms=4000",
				"spring.kafka.consumer.properties.session.timeout.ms=6000" })
@Timeout(60)
class IntakeOrderIntegrationTests {

	private static final TopicPartition PARTITION = new TopicPartition("notifications.events", 0);

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@Autowired
	private ConsumerFactory<byte[], byte[]> consumers;

	@Autowired
	private IntakeIntegrationTests.FakeStarter starter;

	/** Event to what was committed when its workflow started. */
	private final Map<String, Long> committed = new ConcurrentHashMap<>();

	private Admin admin;

	@BeforeEach
	void look() {
		this.admin = Admin
			.create(Map.of("bootstrap.servers", this.consumers.getConfigurationProperties().get("bootstrap.servers")));
		this.starter.fault = (event) -> {
			this.committed.put(event.id(), committed());
			return null;
		};
	}

	@AfterEach
	void close() {
		this.starter.fault = (event) -> null;
		this.admin.close();
	}

	/** After a crash in between the event comes again, and starts nothing twice. */
	@Test
	void commitsNoOffsetOfAnEventThatHasNoWorkflowYet() {
		Map<String, Long> announced = new LinkedHashMap<>();
		for (int i = 0; i < 5; i++) {
			String id = UUID.randomUUID().toString();
			announced.put(id, announce(id));
		}

		await().atMost(Duration.ofSeconds(20)).until(() -> this.committed.keySet().containsAll(announced.keySet()));
		announced.forEach((id, offset) -> assertThat(this.committed.get(id)).isLessThanOrEqualTo(offset));
		long last = announced.values().stream().mapToLong(Long::longValue).max().orElseThrow();
		await().atMost(Duration.ofSeconds(20)).until(() -> committed() == last + 1);
	}

	private long announce(String id) {
		String event = "{\"id\": \"" + id + "\", \"event_type\": \"user_changed_password_successfully\"}";
		return this.kafka
			.send(PARTITION.topic(), id.getBytes(StandardCharsets.UTF_8), event.getBytes(StandardCharsets.UTF_8))
			.join()
			.getRecordMetadata()
			.offset();
	}

	private long committed() {
		try {
			OffsetAndMetadata committed = this.admin.listConsumerGroupOffsets("orchestrator")
				.partitionsToOffsetAndMetadata()
				.get()
				.get(PARTITION);
			return (committed != null) ? committed.offset() : 0;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
