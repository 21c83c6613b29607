package cinema.auth.outbox;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are announced.
 *
 * @param topic the Kafka topic
 * @param keep how long announced events stay in the table
 */
@ConfigurationProperties(prefix = "cinema.outbox", ignoreUnknownFields = false)
record OutboxProperties(@DefaultValue("notifications.events") String topic, @DefaultValue("100") int batch,
		@DefaultValue("7d") Duration keep) {
}
