package cinema.platform.health;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

import org.springframework.boot.health.contributor.Health;

/** Whether Kafka answers. */
public class KafkaHealth extends CachedHealth {

	private final KafkaAdminClient kafka;

	public KafkaHealth(KafkaAdminClient kafka, Clock clock) {
		super(clock);
		this.kafka = kafka;
	}

	@Override
	protected Health ask(Health.Builder health) throws Exception {
		return health.withDetail("brokers", this.kafka.get().describeCluster().nodes().get(3, TimeUnit.SECONDS).size())
			.build();
	}

}
