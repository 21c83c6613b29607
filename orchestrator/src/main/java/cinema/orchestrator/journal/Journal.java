package cinema.orchestrator.journal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import cinema.workflows.contract.Receipt;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.event.Event;
import cinema.workflows.event.NoticeOutcome;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores postings before they are published, and what became of them. */
@Component
public class Journal {

	/**
	 * Only forwards: an end stays, and what is no end says nothing about a newer attempt.
	 */
	private static final String CONCLUDE = """
			update journal set state = ?, reason = ?, concluded_at = ?,
			       attempts = attempts || jsonb_build_object('number', ?::int, 'outcome', ?::text, 'reason', ?::text,
			           'at', ?::timestamptz, 'dispatched_at', case when attempt = ? then dispatched_at end)
			 where id = ? and (attempt <= ? or ?)
			   and state not in ('DELIVERED', 'REJECTED', 'EXPIRED', 'WITHDRAWN', 'CANCELLED')
			""";

	/** One statement and one commit, since every posting passes here. */
	private static final String DISPATCHED = """
			insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, user_id,
			                     attempt, posting, state, planned_at, dispatched_at)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'DISPATCHED', ?, ?)
			on conflict (id) do update
			   set attempt = excluded.attempt, posting = excluded.posting, state = excluded.state, reason = null,
			       dispatched_at = excluded.dispatched_at, concluded_at = null
			""";

	private final JournalRepository entries;

	private final JdbcTemplate jdbc;

	private final PostingOutcomes outcomes;

	private final Clock clock;

	Journal(JournalRepository entries, JdbcTemplate jdbc, PostingOutcomes outcomes, Clock clock) {
		this.entries = entries;
		this.jdbc = jdbc;
		this.outcomes = outcomes;
		this.clock = clock;
	}

	/**
	 * The posting of this id as it was published last, of whatever attempt; null when
	 * there is none.
	 */
	public @Nullable String find(String postingId) {
		return this.jdbc
			.query("select posting from journal where id = ?", (row, number) -> row.getString(1),
					UUID.fromString(postingId))
			.stream()
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Stores an attempt; committed when this returns.
	 * @param json what is going to be published, and what is published again
	 */
	public void dispatched(String workflowId, Dispatch dispatch, String json) {
		Event event = dispatch.event();
		PlannedNotice notice = dispatch.notice();
		Timestamp now = Timestamp.from(this.clock.instant());
		this.jdbc.update(DISPATCHED, UUID.fromString(dispatch.posting().id()), workflowId, event.type(), event.id(),
				notice.name(), notice.topic(), dispatch.posting().channel().toString(), notice.urgency().toString(),
				notice.userId(), dispatch.attempt(), json, now, now);
	}

	/**
	 * Writes down what the worker reported; repeated and late receipts change nothing.
	 * @return those that ended their posting just now
	 */
	@Transactional
	public List<Receipt> conclude(List<Receipt> receipts) {
		// In one order, so that two orchestrators never wait for each other's rows.
		List<Receipt> sorted = receipts.stream().sorted(Comparator.comparing(Receipt::postingId)).toList();
		int[] changed = Arrays
			.stream(this.jdbc.batchUpdate(CONCLUDE, sorted, Math.max(1, sorted.size()), Journal::bind))
			.flatMapToInt(Arrays::stream)
			.toArray();
		return IntStream.range(0, changed.length)
			.filter((place) -> changed[place] > 0 && isEnd(sorted.get(place)))
			.mapToObj(sorted::get)
			.toList();
	}

	private static void bind(PreparedStatement update, Receipt receipt) throws SQLException {
		String reason = (receipt.detail() != null) ? receipt.detail() : receipt.providerReference();
		update.setString(1, receipt.status().name());
		update.setString(2, reason);
		update.setTimestamp(3, Timestamp.from(receipt.at()));
		update.setInt(4, receipt.attempt());
		update.setString(5, receipt.status().name());
		update.setString(6, reason);
		update.setTimestamp(7, Timestamp.from(receipt.at()));
		update.setInt(8, receipt.attempt());
		update.setObject(9, UUID.fromString(receipt.postingId()));
		update.setInt(10, receipt.attempt());
		update.setBoolean(11, isEnd(receipt));
	}

	private static boolean isEnd(Receipt receipt) {
		return switch (receipt.status()) {
			case DELIVERED, REJECTED, EXPIRED, WITHDRAWN -> true;
			case POSTPONED, DEFERRED, UNKNOWN -> false;
		};
	}

	/** Writes down a notice that ended without a receipt. */
	@Transactional
	void ended(String workflowId, Event event, PlannedNotice notice, NoticeOutcome outcome) {
		for (PlannedPosting posting : notice.postings()) {
			if (outcome.postingId() == null || outcome.postingId().equals(posting.id())) {
				JournalEntry entry = entry(workflowId, event, notice, posting);
				entry.ended(JournalState.valueOf(outcome.status().name()), outcome.reason(), this.clock.instant());
				this.entries.save(entry);
				this.outcomes.ended(posting.channel().toString(), outcome.status().name());
			}
		}
	}

	/** Forgets a person: what was sent stays counted, but to whom and what is gone. */
	@Transactional
	public void forget(String userId) {
		this.jdbc.update("update journal set user_id = null, posting = null where user_id = ?", userId);
	}

	private JournalEntry entry(String workflowId, Event event, PlannedNotice notice, PlannedPosting posting) {
		UUID id = UUID.fromString(posting.id());
		JournalEntry entry = this.entries.findById(id);
		return (entry != null) ? entry
				: new JournalEntry(id, workflowId, event, notice, posting.channel(), this.clock.instant());
	}

}
