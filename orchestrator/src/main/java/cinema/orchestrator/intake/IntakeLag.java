package cinema.orchestrator.intake;

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

	private volatile double lag = Double.NaN;

	IntakeLag(KafkaAdminClient kafka, KafkaListenerEndpointRegistry listeners, MeterRegistry meters) {
		this.kafka = kafka;
		this.listeners = listeners;
		Gauge.builder("cinema.intake.lag", () -> this.lag)
			.description("events that are announced and not yet taken")
			.register(meters);
	}

	@Scheduled(fixedDelayString = "${cinema.watch.every:15s}")
	void ask() throws InterruptedException {
		try {
			MessageListenerContainer intake = this.listeners.getListenerContainer("intake");
			String group = (intake != null) ? intake.getGroupId() : null;
			this.lag = (group != null) ? lagOf(group) : Double.NaN;
		}
		catch (ExecutionException | TimeoutException | KafkaException ex) {
			this.lag = Double.NaN;
			logger.debug("Kafka does not tell the lag: {}", ex.getClass().getSimpleName());
		}
	}

	private double lagOf(String group) throws InterruptedException, ExecutionException, TimeoutException {
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
		return ends.entrySet().stream().mapToLong((end) -> behind(taken.get(end.getKey()), end.getValue())).sum();
	}

	private static long behind(@Nullable OffsetAndMetadata taken, ListOffsetsResultInfo end) {
		return (taken != null) ? Math.max(0, end.offset() - taken.offset()) : 0;
	}

}
