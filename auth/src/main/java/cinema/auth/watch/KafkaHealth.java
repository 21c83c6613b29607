package cinema.auth.watch;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Whether Kafka answers; when it does not, events wait in the outbox. */
@Component("kafka")
class KafkaHealth extends CachedHealth {

	private final KafkaAdminClient kafka;

	KafkaHealth(KafkaAdminClient kafka, Clock clock) {
		super(clock);
		this.kafka = kafka;
	}

	@Override
	protected Health ask(Health.Builder health) throws Exception {
		return health.withDetail("brokers", this.kafka.get().describeCluster().nodes().get(3, TimeUnit.SECONDS).size())
			.build();
	}

}
