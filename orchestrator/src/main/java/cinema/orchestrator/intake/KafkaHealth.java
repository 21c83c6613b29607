package cinema.orchestrator.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

import cinema.orchestrator.watch.CachedHealth;
import org.apache.kafka.common.TopicPartition;

import org.springframework.boot.health.contributor.Health;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/** Whether Kafka answers, and whether the intake has its partitions and moves. */
@Component("kafka")
class KafkaHealth extends CachedHealth {

	private final KafkaAdminClient kafka;

	private final KafkaListenerEndpointRegistry listeners;

	private final IntakeProgress progress;

	KafkaHealth(KafkaAdminClient kafka, KafkaListenerEndpointRegistry listeners, IntakeProgress progress, Clock clock) {
		super(clock);
		this.kafka = kafka;
		this.listeners = listeners;
		this.progress = progress;
	}

	@Override
	protected Health ask(Health.Builder health) throws Exception {
		MessageListenerContainer intake = this.listeners.getListenerContainer("intake");
		Collection<TopicPartition> partitions = (intake != null) ? intake.getAssignedPartitions() : null;
		health.withDetail("partitions", (partitions != null) ? partitions.size() : 0);
		Instant stuckSince = this.progress.stuckSince();
		if (stuckSince != null) {
			health.withDetail("paused_since", stuckSince.toString());
		}
		int brokers = this.kafka.get().describeCluster().nodes().get(3, TimeUnit.SECONDS).size();
		health.withDetail("brokers", brokers);
		return (intake != null && intake.isRunning()) ? health.build() : health.outOfService().build();
	}

}
