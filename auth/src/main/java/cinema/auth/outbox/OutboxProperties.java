package cinema.auth.outbox;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are announced.
 *
 * @param topic the Kafka topic
 * @param batch how many events are announced before the broker's answers are awaited
 * @param keep how long announced events stay in the table
 */
@ConfigurationProperties(prefix = "cinema.outbox", ignoreUnknownFields = false)
record OutboxProperties(@DefaultValue("notifications.events") String topic, @DefaultValue("100") int batch,
		@DefaultValue("7d") Duration keep) {

	OutboxProperties {
		Bounds.present("cinema.outbox.topic", topic);
		Bounds.between("cinema.outbox.batch", 1, 10_000, batch);
		Bounds.positive("cinema.outbox.keep", keep);
	}

}
