package cinema.orchestrator.intake;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import cinema.platform.health.KafkaAdminClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How many events are announced and not yet taken, in the whole group. The consumer's own
 * figure stands still while it is paused, so Kafka is asked.
 */
@Component
class IntakeLag {

	private static final Logger logger = LoggerFactory.getLogger(IntakeLag.class);

	private final KafkaAdminClient kafka;

	private final KafkaListenerEndpointRegistry listeners;

	private final Clock clock;

	private final Standstill standstill = new Standstill();

	private volatile double lag = Double.NaN;

	private volatile double standing = Double.NaN;

	IntakeLag(KafkaAdminClient kafka, KafkaListenerEndpointRegistry listeners, Clock clock, MeterRegistry meters) {
		this.kafka = kafka;
		this.listeners = listeners;
		this.clock = clock;
		Gauge.builder("cinema.intake.lag", () -> this.lag)
			.description("events that are announced and not yet taken")
			.register(meters);
		Gauge.builder("cinema.intake.standing", () -> this.standing)
			.baseUnit("seconds")
			.description("for how long a partition has had events to take, and taken none")
			.register(meters);
	}

	@Scheduled(fixedDelayString = "${cinema.watch.every:15s}")
	void ask() throws InterruptedException {
		try {
			MessageListenerContainer intake = this.listeners.getListenerContainer("intake");
			String group = (intake != null) ? intake.getGroupId() : null;
			look((group != null) ? behind(group) : Map.of());
		}
		catch (ExecutionException | TimeoutException | KafkaException ex) {
			this.lag = Double.NaN;
			this.standing = Double.NaN;
			logger.debug("Kafka does not tell the lag: {}", ex.getClass().getSimpleName());
		}
	}

	private void look(Map<TopicPartition, Standstill.Place> places) {
		this.lag = places.values().stream().mapToLong(Standstill.Place::behind).sum();
		this.standing = this.standstill.longest(places, this.clock.instant()).toSeconds();
	}

	private Map<TopicPartition, Standstill.Place> behind(String group)
			throws InterruptedException, ExecutionException, TimeoutException {
		Admin admin = this.kafka.get();
		Map<TopicPartition, OffsetAndMetadata> taken = admin.listConsumerGroupOffsets(group)
			.partitionsToOffsetAndMetadata()
			.get(3, TimeUnit.SECONDS);
		Set<TopicPartition> partitions = taken.keySet();
		Map<TopicPartition, ListOffsetsResultInfo> ends = admin
			.listOffsets(
					partitions.stream().collect(Collectors.toMap(Function.identity(), (one) -> OffsetSpec.latest())))
			.all()
			.get(3, TimeUnit.SECONDS);
		return ends.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (end) -> place(taken.get(end.getKey()), end.getValue())));
	}

	private static Standstill.Place place(@Nullable OffsetAndMetadata taken, ListOffsetsResultInfo end) {
		long offset = (taken != null) ? taken.offset() : end.offset();
		return new Standstill.Place(offset, Math.max(0, end.offset() - offset));
	}

}
