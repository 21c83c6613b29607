package cinema.orchestrator.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import cinema.workflows.event.Event;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Takes events in batches: each becomes a workflow or a dead letter, and only then are
 * the offsets committed. The other order would lose what was in hand at a crash. When
 * Temporal or Kafka is away the whole batch comes again.
 */
@Component
class EventListener {

	private final EventParser parser;

	private final EventStarter starter;

	private final DeadLetters deadLetters;

	private final MeterRegistry meters;

	private final ExecutorService starts;

	EventListener(EventParser parser, EventStarter starter, DeadLetters deadLetters, MeterRegistry meters,
			IntakeProperties properties) {
		this.parser = parser;
		this.starter = starter;
		this.deadLetters = deadLetters;
		this.meters = meters;
		this.starts = Executors.newFixedThreadPool(properties.parallelStarts());
	}

	@KafkaListener(id = "intake", topics = "#{'${cinema.intake.topics:notifications.events}'.split(',')}",
			groupId = "${spring.kafka.consumer.group-id}")
	void take(List<ConsumerRecord<byte[], byte[]>> records) {
		List<CompletableFuture<?>> taken = new ArrayList<>();
		records.forEach((one) -> taken.add(take(one)));
		CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new)).join();
	}

	private CompletableFuture<?> take(ConsumerRecord<byte[], byte[]> kafka) {
		byte[] value = kafka.value();
		if (value == null) {
			this.meters.counter("cinema.events.tombstones").increment();
			return CompletableFuture.completedFuture(null);
		}
		try {
			Event event = this.parser.parse(kafka);
			return CompletableFuture.runAsync(() -> this.starter.start(event, value), this.starts)
				.exceptionallyCompose((failure) -> unlessItsOwnFault(kafka, failure));
		}
		catch (UnreadableEventException unreadable) {
			return this.deadLetters.keep(kafka, unreadable);
		}
	}

	/**
	 * What Temporal refuses about one event it would refuse for ever; everything else is
	 * Temporal's own trouble.
	 */
	private CompletableFuture<Void> unlessItsOwnFault(ConsumerRecord<byte[], byte[]> kafka, Throwable failure) {
		StatusRuntimeException refusal = refusal(failure);
		if (refusal != null && refusal.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
			return this.deadLetters.keep(kafka, new UnreadableEventException("REFUSED", "Temporal refuses the event"))
				.thenRun(() -> {
				});
		}
		return CompletableFuture.failedFuture(failure);
	}

	private static @Nullable StatusRuntimeException refusal(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof StatusRuntimeException refusal) {
				return refusal;
			}
		}
		return null;
	}

	@PreDestroy
	void close() {
		this.starts.shutdown();
	}

}
