package cinema.orchestrator.staff;

import java.time.Duration;

import cinema.platform.setting.Bounds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Notifications over REST.
 *
 * @param topic the Kafka topic on which events are announced
 * @param mostInBatch how many events one request may bring
 * @param maxBatchSize how large such a request may be
 * @param announceWait how long to wait for Kafka
 * @param lookWait how long to wait for Temporal when somebody looks
 * @param changeWait how long to wait for a workflow that cancels or moves
 * @param rememberFor how long an announced identity is known, to tell a repetition from
 * another event
 * @param temporalUiUrl the Temporal web UI as staff reach it; without it there are no
 * links to it
 */
@ConfigurationProperties(prefix = "cinema.notification", ignoreUnknownFields = false)
public record NotificationProperties(@DefaultValue("notifications.events") String topic,
		@DefaultValue("100") int mostInBatch, @DefaultValue("4MB") DataSize maxBatchSize,
		@DefaultValue("5s") Duration announceWait, @DefaultValue("3s") Duration lookWait,
		@DefaultValue("25s") Duration changeWait, @DefaultValue("30d") Duration rememberFor,
		@Nullable String temporalUiUrl) {

	public NotificationProperties {
		Bounds.present("cinema.notification.topic", topic);
		Bounds.between("cinema.notification.most-in-batch", 1, 10_000, mostInBatch);
		Bounds.positive("cinema.notification.max-batch-size", maxBatchSize);
		Bounds.positive("cinema.notification.announce-wait", announceWait);
		Bounds.positive("cinema.notification.look-wait", lookWait);
		Bounds.positive("cinema.notification.change-wait", changeWait);
		Bounds.positive("cinema.notification.remember-for", rememberFor);
	}

}
