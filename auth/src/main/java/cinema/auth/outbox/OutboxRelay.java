package cinema.auth.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import cinema.platform.sweep.Sweep;
import cinema.platform.thread.OwnThread;
import cinema.platform.trace.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Announces the outbox on Kafka, oldest first, woken by each commit. A row counts as
 * announced only when Kafka has acknowledged it; until then it is tried again for ever.
 * One relay at a time, so that the order of a key stays.
 */
@Component
class OutboxRelay extends OwnThread {

	private static final Logger logger = LoggerFactory.getLogger(OutboxRelay.class);

	private static final long POLL_SECONDS = 1;

	private static final long LONGEST_PAUSE_SECONDS = 10;

	private final Semaphore work = new Semaphore(0);

	private final JdbcClient jdbc;

	private final KafkaOperations<String, String> kafka;

	private final TransactionTemplate transaction;

	private final Traces traces;

	private final OutboxProperties properties;

	private final Clock clock;

	private long pause;

	OutboxRelay(JdbcClient jdbc, KafkaOperations<String, String> kafka, TransactionTemplate transaction, Traces traces,
			OutboxProperties properties, Clock clock) {
		super("outbox-relay", Duration.ZERO);
		this.jdbc = jdbc;
		this.kafka = kafka;
		this.transaction = transaction;
		this.traces = traces;
		this.properties = properties;
		this.clock = clock;
	}

	void wake() {
		this.work.release();
	}

	@Override
	protected void turn() throws InterruptedException {
		try {
			TimeUnit.SECONDS.sleep(this.pause);
			boolean more = Boolean.TRUE.equals(this.transaction.execute((status) -> relay()));
			this.pause = 0;
			if (!more && this.work.tryAcquire(POLL_SECONDS, TimeUnit.SECONDS)) {
				this.work.drainPermits();
			}
		}
		catch (RuntimeException ex) {
			logger.warn("Events wait in the outbox, Kafka or PostgreSQL is away: {}", ex.getClass().getSimpleName());
			this.pause = Math.min(2 * Math.max(this.pause, POLL_SECONDS), LONGEST_PAUSE_SECONDS);
		}
	}

	/** Announces one batch; whether there may be more. */
	private boolean relay() {
		boolean alone = this.jdbc.sql("select pg_try_advisory_xact_lock(7201)").query(Boolean.class).single();
		if (!alone) {
			return false;
		}
		List<Row> rows = this.jdbc
			.sql("""
					select number, event_key, event, traceparent from outbox where published_at is null order by number limit ?
					""")
			.param(this.properties.batch())
			.query(Row.class)
			.list();
		List<CompletableFuture<?>> sent = new ArrayList<>();
		rows.forEach((row) -> sent.add(send(row)));
		CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
		if (!rows.isEmpty()) {
			this.jdbc.sql("update outbox set published_at = now() where number = any(?)")
				.param(rows.stream().map(Row::number).toArray(Long[]::new))
				.update();
		}
		return rows.size() == this.properties.batch();
	}

	private CompletableFuture<?> send(Row row) {
		ProducerRecord<String, String> event = new ProducerRecord<>(this.properties.topic(), row.eventKey(),
				row.event());
		String parent = row.traceparent();
		if (parent == null) {
			return this.kafka.send(event);
		}
		Span span = this.traces.resume("announce", SpanKind.PRODUCER, parent);
		try (Scope scope = span.makeCurrent()) {
			String own = Objects.requireNonNullElse(Traces.traceparent(), parent);
			event.headers().add(Traces.HEADER, own.getBytes(StandardCharsets.US_ASCII));
			return this.kafka.send(event).whenComplete((result, failure) -> span.end());
		}
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
	void forget() {
		new Sweep("outbox", "published_at").delete(this.jdbc, this.clock.instant().minus(this.properties.keep()));
	}

	record Row(long number, String eventKey, String event, @Nullable String traceparent) {
	}

}
