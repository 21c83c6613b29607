package cinema.orchestrator.queue;

import java.time.Duration;
import java.util.List;

import cinema.platform.setting.Bounds;
import cinema.workflows.contract.Channel;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How postings are published.
 *
 * @param channels whose queues are declared
 * @param batch how many are published before the broker's confirms are awaited
 * @param waiting how many may wait to be published; the next one is refused and tried
 * again later
 * @param confirmTimeout how long a batch waits for the broker
 * @param publishTimeout how long one posting waits altogether
 * @param bulkConfirmTimeout how long a page of a mailing waits for the broker
 */
@ConfigurationProperties(prefix = "cinema.queue", ignoreUnknownFields = false)
record QueueProperties(@DefaultValue("email") List<Channel> channels, @DefaultValue("100") int batch,
		@DefaultValue("2000") int waiting, @DefaultValue("3s") Duration confirmTimeout,
		@DefaultValue("4s") Duration publishTimeout, @DefaultValue("30s") Duration bulkConfirmTimeout) {

	QueueProperties {
		Bounds.require(!channels.isEmpty(), "cinema.queue.channels", "a list, for example email", channels);
		Bounds.between("cinema.queue.batch", 1, 10_000, batch);
		Bounds.require(waiting >= batch, "cinema.queue.waiting", "cinema.queue.batch or more", waiting);
		Bounds.positive("cinema.queue.confirm-timeout", confirmTimeout);
		Bounds.require(publishTimeout.compareTo(confirmTimeout) >= 0, "cinema.queue.publish-timeout",
				"cinema.queue.confirm-timeout or more", publishTimeout);
		Bounds.positive("cinema.queue.bulk-confirm-timeout", bulkConfirmTimeout);
	}

}
