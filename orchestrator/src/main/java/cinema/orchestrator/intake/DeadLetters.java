package cinema.orchestrator.intake;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.SendResult;
import org.springframework.stereotype.Component;

/**
 * Keeps what nobody can read: the same key, headers and bytes on another Kafka topic, and
 * after those headers the reason and the place in some of ours.
 */
@Component
class DeadLetters {

	private static final Logger logger = LoggerFactory.getLogger(DeadLetters.class);

	private static final int CUT = 64 * 1024;

	private final KafkaOperations<byte[], byte[]> kafka;

	private final KafkaTopics topics;

	private final IntakeProperties properties;

	private final EventMeters meters;

	private final Clock clock;

	DeadLetters(KafkaOperations<byte[], byte[]> kafka, KafkaTopics topics, IntakeProperties properties,
			EventMeters meters, Clock clock) {
		this.kafka = kafka;
		this.topics = topics;
		this.properties = properties;
		this.meters = meters;
		this.clock = clock;
	}

	/** Returns when Kafka has them all; only then may their offsets be committed. */
	void keep(List<DeadLetter> dead) {
		if (dead.isEmpty()) {
			return;
		}
		this.topics.require(dead.stream().map(this::topic).collect(Collectors.toSet()));
		CompletableFuture.allOf(dead.stream().map(this::keep).toArray(CompletableFuture[]::new)).join();
	}

	private CompletableFuture<Void> keep(DeadLetter dead) {
		return send(dead, dead.kafka().value())
			.exceptionallyCompose(
					(failure) -> isTooLarge(failure) ? cut(dead) : CompletableFuture.failedFuture(failure))
			.thenRun(() -> kept(dead));
	}

	/** What the broker takes no second time is kept as far as it goes. */
	private CompletableFuture<SendResult<byte[], byte[]>> cut(DeadLetter dead) {
		return send(dead, Arrays.copyOf(dead.kafka().value(), Math.min(CUT, dead.kafka().value().length)));
	}

	private static boolean isTooLarge(Throwable failure) {
		return NestedExceptionUtils.getMostSpecificCause(failure) instanceof RecordTooLargeException;
	}

	private CompletableFuture<SendResult<byte[], byte[]>> send(DeadLetter dead, byte[] value) {
		// So that what is thrown at once fails the future too.
		return CompletableFuture.completedFuture(message(dead, value)).thenCompose((one) -> this.kafka.send(one));
	}

	private ProducerRecord<byte[], byte[]> message(DeadLetter dead, byte[] value) {
		ConsumerRecord<byte[], byte[]> from = dead.kafka();
		ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic(dead), null, from.key(), value,
				from.headers());
		header(message, "x-reason", dead.reason());
		header(message, "x-detail", dead.detail());
		header(message, "x-topic", from.topic());
		header(message, "x-partition", Integer.toString(from.partition()));
		header(message, "x-offset", Long.toString(from.offset()));
		header(message, "x-timestamp", Long.toString(from.timestamp()));
		header(message, "x-at", this.clock.instant().toString());
		if (value.length < from.value().length) {
			header(message, "x-cut-from", Integer.toString(from.value().length));
		}
		return message;
	}

	private String topic(DeadLetter dead) {
		return this.properties.deadLetters(dead.kafka().topic());
	}

	private static void header(ProducerRecord<byte[], byte[]> message, String name, String value) {
		message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
	}

	private void kept(DeadLetter dead) {
		this.meters.dead(dead.reason());
		logger.warn("Dead letter {}: {} ({}-{}-{})", dead.reason(), dead.detail(), dead.kafka().topic(),
				dead.kafka().partition(), dead.kafka().offset());
	}

	/**
	 * A record that became no workflow.
	 *
	 * @param reason a stable code, for counters and filters
	 * @param detail which field is wrong and why, without personal data
	 */
	record DeadLetter(ConsumerRecord<byte[], byte[]> kafka, String reason, String detail) {
	}

}
