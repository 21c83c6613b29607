package cinema.worker.queue;

import java.util.Map;

import cinema.workflows.contract.Urgency;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the queues are read.
 *
 * @param concurrency how many postings of an urgency are sent at the same time
 * @param prefetch how many more the broker hands over per consumer
 * @param maxSize the largest posting that is still one
 */
@ConfigurationProperties(prefix = "cinema.queue", ignoreUnknownFields = false)
public record QueueProperties(@DefaultValue Map<Urgency, Integer> concurrency, @DefaultValue("10") int prefetch,
		@DefaultValue("2MB") DataSize maxSize) {

	public int concurrencyOf(Urgency urgency) {
		return this.concurrency.getOrDefault(urgency, 4);
	}

}
