package cinema.worker.ledger;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what is known of postings is kept.
 *
 * @param ledger for how long a posting that ended is not sent a second time, whoever
 * asks: at least as long as Kafka keeps events and dead letters
 */
@ConfigurationProperties(prefix = "cinema.retention", ignoreUnknownFields = false)
record RetentionProperties(@DefaultValue("90d") Duration ledger) {

	RetentionProperties {
		Bounds.positive("cinema.retention.ledger", ledger);
	}

}
