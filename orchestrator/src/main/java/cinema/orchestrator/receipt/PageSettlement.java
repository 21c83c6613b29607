package cinema.orchestrator.receipt;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import cinema.orchestrator.journal.MailingJournal;

import org.springframework.stereotype.Component;

/**
 * Tells a page of a mailing when nothing that it published is on its way any more; not
 * while it is still publishing, since it would only hear of it again and again.
 */
@Component
public class PageSettlement {

	private final Map<String, Publishing> publishing = new ConcurrentHashMap<>();

	private final MailingJournal journal;

	private final ReceiptSignals signals;

	PageSettlement(MailingJournal journal, ReceiptSignals signals) {
		this.journal = journal;
		this.signals = signals;
	}

	/** A page begins to publish; {@link #published} has to follow. */
	public void publishing(String pageId) {
		this.publishing.compute(pageId,
				(page, one) -> (one != null) ? one.times(1) : new Publishing(1, new Semaphore(0)));
	}

	/** It has ended, perhaps by a failure. */
	public void published(String pageId) {
		this.publishing.computeIfPresent(pageId, (page, one) -> (one.times() > 1) ? one.times(-1) : null);
	}

	/** Whether a page that is publishing is answered something, within that time. */
	public boolean hears(String pageId, Duration most) throws InterruptedException {
		Publishing one = this.publishing.get(pageId);
		return one != null && one.answers().tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
	}

	/** Tells those of these pages of which everything is answered. */
	public void answered(Collection<String> pageIds) {
		List<String> quiet = pageIds.stream().filter((page) -> !isPublishing(page)).toList();
		if (!quiet.isEmpty()) {
			this.journal.settled(quiet).forEach(this.signals::settle);
		}
	}

	private boolean isPublishing(String pageId) {
		Publishing one = this.publishing.get(pageId);
		if (one != null) {
			one.answers().release();
		}
		return one != null;
	}

	/**
	 * A page that publishes.
	 *
	 * @param times how often just now
	 * @param answers those that came meanwhile
	 */
	private record Publishing(int times, Semaphore answers) {

		Publishing times(int more) {
			return new Publishing(this.times + more, this.answers);
		}

	}

}
