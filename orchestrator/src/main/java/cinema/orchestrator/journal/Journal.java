package cinema.orchestrator.journal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Receipt;
import cinema.workflows.event.Event;
import cinema.workflows.plan.PlannedNotice;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores postings before they are published, and what became of them. */
@Component
public class Journal {

	/**
	 * Only forwards: what has an end keeps it, and an older attempt says nothing about a
	 * newer one.
	 */
	private static final String CONCLUDE = """
			update journal set state = ?, reason = ?, changed_at = ?
			 where id = ? and attempt <= ?
			   and state not in ('DELIVERED', 'REJECTED', 'EXPIRED', 'WITHDRAWN', 'CANCELLED')
			""";

	private final JournalRepository entries;

	private final JdbcTemplate jdbc;

	private final Clock clock;

	Journal(JournalRepository entries, JdbcTemplate jdbc, Clock clock) {
		this.entries = entries;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * The stored posting of this id, of whatever attempt, as it was published; null when
	 * there is none.
	 */
	@Transactional(readOnly = true)
	public @Nullable String find(String postingId) {
		JournalEntry entry = this.entries.findById(UUID.fromString(postingId));
		return (entry != null) ? entry.posting() : null;
	}

	/** Stores an attempt; committed when this returns. */
	@Transactional
	public void dispatched(Event event, Posting posting, String json) {
		UUID id = UUID.fromString(posting.id());
		JournalEntry entry = this.entries.findById(id);
		if (entry == null) {
			entry = new JournalEntry(id, posting.workflowId(), event.type(), event.id(), posting.notice(),
					posting.topic(), posting.channel().toString(), posting.receiver().userId());
		}
		entry.dispatched(posting.attempt(), json, this.clock.instant());
		this.entries.save(entry);
	}

	/**
	 * Writes down what the worker reported; repeated and late receipts change nothing.
	 */
	@Transactional
	public void conclude(List<Receipt> receipts) {
		this.jdbc.batchUpdate(CONCLUDE, receipts, receipts.size(), Journal::bind);
	}

	private static void bind(PreparedStatement update, Receipt receipt) throws SQLException {
		update.setString(1, receipt.status().name());
		update.setString(2, receipt.detail());
		update.setTimestamp(3, Timestamp.from(receipt.at()));
		update.setObject(4, UUID.fromString(receipt.postingId()));
		update.setInt(5, receipt.attempt());
	}

	/** Writes down a notice that ended without a receipt. */
	@Transactional
	void ended(String workflowId, Event event, PlannedNotice notice, UUID id, Channel channel, JournalState state,
			String reason) {
		Instant now = this.clock.instant();
		JournalEntry entry = this.entries.findById(id);
		if (entry == null) {
			entry = new JournalEntry(id, workflowId, event.type(), event.id(), notice.name(), notice.topic(),
					channel.toString(), notice.userId());
		}
		entry.ended(state, reason, now);
		this.entries.save(entry);
	}

}
