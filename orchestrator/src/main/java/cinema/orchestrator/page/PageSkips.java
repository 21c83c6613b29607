package cinema.orchestrator.page;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.journal.MailingRow;
import cinema.workflows.plan.Mailing;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Receivers who were to be told when their page was read, and are not to be any more. */
@Component
class PageSkips {

	private final MailingJournal journal;

	private final ErasedReceivers erased;

	private final JdbcClient jdbc;

	PageSkips(MailingJournal journal, ErasedReceivers erased, JdbcClient jdbc) {
		this.journal = journal;
		this.erased = erased;
		this.jdbc = jdbc;
	}

	/**
	 * Writes them down.
	 * @return how many had the letter from another page already, or were here twice
	 */
	int note(String pageId, Mailing mailing, List<MailingRow> skipped) {
		if (skipped.isEmpty()) {
			return 0;
		}
		Set<UUID> written = this.journal.insert(pageId, mailing, skipped);
		this.erased.forget(skipped.stream().map(MailingRow::userId).toList());
		Set<UUID> all = skipped.stream().map(MailingRow::id).collect(Collectors.toSet());
		List<UUID> known = all.stream().filter((id) -> !written.contains(id)).toList();
		long theirs = this.journal.known(known)
			.values()
			.stream()
			.filter((letter) -> !letter.workflowId().equals(pageId))
			.count();
		return Math.toIntExact(theirs) + skipped.size() - all.size();
	}

	/** How many of a page there are, by reason. */
	Map<String, Integer> count(String pageId) {
		Map<String, Integer> reasons = new TreeMap<>();
		this.jdbc.sql("""
				select reason, count(*) from journal where workflow_id = ? and state = 'SUPPRESSED' group by reason
				""").param(pageId).query((row, number) -> reasons.put(row.getString(1), row.getInt(2))).list();
		return reasons;
	}

}
