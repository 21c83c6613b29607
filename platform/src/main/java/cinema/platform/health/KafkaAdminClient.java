package cinema.platform.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import jakarta.annotation.PreDestroy;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.KafkaAdmin;

/** The one connection for questions about Kafka; opened by the first of them. */
public final class KafkaAdminClient {

	private final KafkaAdmin settings;

	private @Nullable Admin admin;

	public KafkaAdminClient(KafkaAdmin settings) {
		this.settings = settings;
	}

	/** An admin that gives up after some seconds. */
	public synchronized Admin get() {
		Admin current = this.admin;
		if (current == null) {
			Map<String, Object> configuration = new HashMap<>(this.settings.getConfigurationProperties());
			configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3000);
			configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 3000);
			configuration.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 10_000);
			current = Admin.create(configuration);
			this.admin = current;
		}
		return current;
	}

	@PreDestroy
	synchronized void close() {
		if (this.admin != null) {
			this.admin.close(Duration.ofSeconds(2));
		}
	}

}
