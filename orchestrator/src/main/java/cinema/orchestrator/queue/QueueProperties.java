package cinema.orchestrator.queue;

import java.time.Duration;
import java.util.List;

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
 */
@ConfigurationProperties(prefix = "cinema.queue", ignoreUnknownFields = false)
record QueueProperties(@DefaultValue("email") List<Channel> channels, @DefaultValue("100") int batch,
		@DefaultValue("2000") int waiting, @DefaultValue("3s") Duration confirmTimeout,
		@DefaultValue("4s") Duration publishTimeout) {
}
