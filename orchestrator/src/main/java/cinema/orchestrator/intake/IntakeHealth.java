package cinema.orchestrator.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;

import cinema.platform.health.KafkaAdminClient;
import cinema.platform.health.KafkaHealth;
import org.apache.kafka.common.TopicPartition;

import org.springframework.boot.health.contributor.Health;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/** Whether Kafka answers, and whether the intake has its partitions and moves. */
@Component("kafka")
class IntakeHealth extends KafkaHealth {

	private final KafkaListenerEndpointRegistry listeners;

	private final EventListener events;

	IntakeHealth(KafkaAdminClient kafka, KafkaListenerEndpointRegistry listeners, EventListener events, Clock clock) {
		super(kafka, clock);
		this.listeners = listeners;
		this.events = events;
	}

	@Override
	protected Health ask(Health.Builder health) throws Exception {
		MessageListenerContainer intake = this.listeners.getListenerContainer("intake");
		Collection<TopicPartition> partitions = (intake != null) ? intake.getAssignedPartitions() : null;
		health.withDetail("partitions", (partitions != null) ? partitions.size() : 0);
		Instant stuckSince = this.events.stuckSince();
		if (stuckSince != null) {
			health.withDetail("paused_since", stuckSince.toString());
		}
		Health kafka = super.ask(health);
		return (intake != null && intake.isRunning()) ? kafka : health.outOfService().build();
	}

}
