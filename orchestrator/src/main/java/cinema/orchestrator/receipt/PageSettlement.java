package cinema.orchestrator.receipt;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import cinema.orchestrator.journal.MailingJournal;

import org.springframework.stereotype.Component;

/**
 * Tells a page of a mailing when nothing that it published is on its way any more; not
 * while it is still publishing, since it would only hear of it again and again.
 */
@Component
public class PageSettlement {

	private final Map<String, Integer> publishing = new ConcurrentHashMap<>();

	private final MailingJournal journal;

	private final ReceiptSignals signals;

	PageSettlement(MailingJournal journal, ReceiptSignals signals) {
		this.journal = journal;
		this.signals = signals;
	}

	/** A page begins to publish; {@link #published} has to follow. */
	public void publishing(String pageId) {
		this.publishing.merge(pageId, 1, Integer::sum);
	}

	/** It has ended, perhaps by a failure. */
	public void published(String pageId) {
		this.publishing.computeIfPresent(pageId, (page, times) -> (times > 1) ? times - 1 : null);
	}

	/** Tells those of these pages of which everything is answered. */
	public void answered(Collection<String> pageIds) {
		List<String> quiet = pageIds.stream().filter((page) -> !this.publishing.containsKey(page)).toList();
		if (!quiet.isEmpty()) {
			this.journal.settled(quiet).forEach(this.signals::settle);
		}
	}

}
