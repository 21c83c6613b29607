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
 * @param channels that are on: whose queues are declared; a letter for another one goes
 * by the next channel of its notice, or nowhere
 * @param confirmTimeout how long one posting waits for the broker
 * @param bulkConfirmTimeout how long a page of a mailing waits for the broker
 */
@ConfigurationProperties(prefix = "cinema.queue", ignoreUnknownFields = false)
public record QueueProperties(@DefaultValue( {
		"email", "web" }) List<Channel> channels, @DefaultValue("3s") Duration confirmTimeout,
		@DefaultValue("30s") Duration bulkConfirmTimeout){

	public QueueProperties {
		Bounds.require(!channels.isEmpty(), "cinema.queue.channels", "a list, for example email", channels);
		Bounds.positive("cinema.queue.confirm-timeout", confirmTimeout);
		Bounds.positive("cinema.queue.bulk-confirm-timeout", bulkConfirmTimeout);
	}

}
