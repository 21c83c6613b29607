package cinema.orchestrator.intake;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;

/**
 * Keeps what nobody can read: the same bytes on another Kafka topic, with the reason and
 * the place in headers.
 */
@Component
class DeadLetters {

	private static final Logger logger = LoggerFactory.getLogger(DeadLetters.class);

	private final KafkaOperations<byte[], byte[]> kafka;

	private final IntakeProperties properties;

	private final MeterRegistry meters;

	private final Clock clock;

	DeadLetters(KafkaOperations<byte[], byte[]> kafka, IntakeProperties properties, MeterRegistry meters, Clock clock) {
		this.kafka = kafka;
		this.properties = properties;
		this.meters = meters;
		this.clock = clock;
	}

	/**
	 * Completes when Kafka has the dead letter; only then may the record's offset be
	 * committed.
	 */
	CompletableFuture<?> keep(ConsumerRecord<byte[], byte[]> unreadable, UnreadableEventException why) {
		ProducerRecord<byte[], byte[]> dead = new ProducerRecord<>(
				unreadable.topic() + this.properties.deadLetterSuffix(), null, unreadable.key(), unreadable.value());
		header(dead, "x-reason", why.reason());
		header(dead, "x-detail", why.detail());
		header(dead, "x-topic", unreadable.topic());
		header(dead, "x-partition", Integer.toString(unreadable.partition()));
		header(dead, "x-offset", Long.toString(unreadable.offset()));
		header(dead, "x-at", this.clock.instant().toString());
		logger.warn("Dead letter {}: {} ({}-{}-{})", why.reason(), why.detail(), unreadable.topic(),
				unreadable.partition(), unreadable.offset());
		return this.kafka.send(dead)
			.thenRun(() -> this.meters.counter("cinema.events.dead", "reason", why.reason()).increment());
	}

	private static void header(ProducerRecord<byte[], byte[]> dead, String name, String value) {
		dead.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
	}

}
