package cinema.auth.outbox;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import cinema.platform.trace.Traces;
import io.opentelemetry.api.OpenTelemetry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.SendResult;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** An event counts as announced when Kafka says that it has it, and not before. */
@Timeout(60)
class OutboxRelayTests {

	private static EmbeddedPostgres postgres;

	private static DataSource database;

	/** What Kafka says, one event after the other; then that it has them all. */
	private final Queue<CompletableFuture<SendResult<String, String>>> answers = new ConcurrentLinkedQueue<>();

	private final List<String> sent = new CopyOnWriteArrayList<>();

	private final JdbcClient jdbc = JdbcClient.create(database);

	private OutboxRelay relay;

	@BeforeAll
	static void start() throws IOException {
		postgres = EmbeddedPostgres.start();
		database = postgres.getPostgresDatabase();
		Flyway.configure().dataSource(database).load().migrate();
	}

	@AfterAll
	static void stop() throws IOException {
		postgres.close();
	}

	@BeforeEach
	@SuppressWarnings("unchecked")
	void setUp() {
		KafkaOperations<String, String> kafka = mock();
		given(kafka.send(any(ProducerRecord.class))).willAnswer((call) -> {
			ProducerRecord<String, String> event = call.getArgument(0);
			this.sent.add(event.key());
			CompletableFuture<SendResult<String, String>> answer = this.answers.poll();
			return (answer != null) ? answer : CompletableFuture.completedFuture(null);
		});
		this.relay = new OutboxRelay(this.jdbc, kafka,
				new TransactionTemplate(new DataSourceTransactionManager(database)),
				new Traces(OpenTelemetry.noop(), "tests"),
				new OutboxProperties("notifications.events", 100, Duration.ofDays(7)), Clock.systemUTC());
	}

	@AfterEach
	void end() {
		this.relay.stop();
	}

	@Test
	void announcesAgainWhatKafkaDidNotTake() {
		commit("lost");
		this.answers.add(CompletableFuture.failedFuture(new KafkaException("the broker is away")));

		this.relay.start();

		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(this.sent).containsExactly("lost", "lost"));
		awaitAnnounced("lost");
	}

	@Test
	void countsNothingAsAnnouncedThatKafkaHasNotAcknowledged() {
		commit("slow");
		CompletableFuture<SendResult<String, String>> answer = new CompletableFuture<>();
		this.answers.add(answer);
		this.relay.start();
		await().atMost(Duration.ofSeconds(20)).until(() -> this.sent.contains("slow"));
		assertThat(announced("slow")).isFalse();

		answer.complete(null);

		awaitAnnounced("slow");
		assertThat(this.sent).containsExactly("slow");
	}

	private void commit(String key) {
		this.jdbc.sql("insert into outbox (event_key, event, created_at) values (?, '{}', now())").param(key).update();
	}

	private void awaitAnnounced(String key) {
		await().atMost(Duration.ofSeconds(20)).until(() -> announced(key));
	}

	private boolean announced(String key) {
		return this.jdbc.sql("select published_at is not null from outbox where event_key = ?")
			.param(key)
			.query(Boolean.class)
			.single();
	}

}
