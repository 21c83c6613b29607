package cinema.worker.queue;

import java.util.Map;

import cinema.platform.setting.Bounds;
import cinema.workflows.contract.Urgency;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the queues are read.
 *
 * @param concurrency urgency to how many of its postings are being sent at the same time;
 * where nothing is said 12 for {@code urgent}, 8 for {@code normal}, 30 for {@code bulk}
 * @param prefetch how many the broker hands over per consumer: with more than one,
 * letters wait behind one that the mail server is slow to take; 100 at least for
 * {@code bulk}
 * @param maxSize the largest posting that is still one
 */
@ConfigurationProperties(prefix = "cinema.queue", ignoreUnknownFields = false)
public record QueueProperties(@DefaultValue Map<Urgency, Integer> concurrency, @DefaultValue("1") int prefetch,
		@DefaultValue("2MB") DataSize maxSize) {

	/** More than SMTP connections: while some are sent, others pass the ledger. */
	private static final int BULK = 30;

	/** Those that the mail server is slow to take keep the others not waiting. */
	private static final Map<Urgency, Integer> USUAL = Map.of(Urgency.URGENT, 12, Urgency.NORMAL, 8, Urgency.BULK,
			BULK);

	public QueueProperties {
		concurrency.forEach((urgency, number) -> Bounds.between("cinema.queue.concurrency." + urgency, 1, 500, number));
		Bounds.between("cinema.queue.prefetch", 1, 10_000, prefetch);
		Bounds.positive("cinema.queue.max-size", maxSize);
	}

	public int concurrencyOf(Urgency urgency) {
		return this.concurrency.getOrDefault(urgency, USUAL.getOrDefault(urgency, BULK));
	}

}
