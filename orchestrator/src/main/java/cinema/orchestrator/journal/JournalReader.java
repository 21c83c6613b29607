package cinema.orchestrator.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

import cinema.orchestrator.journal.JournalRow.JournalAttempt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the journal for people; never the letters. */
@Component
public class JournalReader {

	private static final String COLUMNS = """
			select id, workflow_id, event_type, event_id, notice, topic, channel, user_id, from_service, attempt, state,
			       planned_at, dispatched_at, concluded_at, attempts,
			       case when state = 'HELD' then held_until
			            when state in ('POSTPONED', 'DEFERRED') then coalesce(held_until, retry_at) end as held_until,
			       reason || case when state = 'HELD' and held_until < now() - interval '5 minutes'
			                      then ', and not heard of since: its workflow says why' else '' end as reason
			  from journal
			""";

	private static final TypeReference<LinkedHashSet<JournalAttempt>> ATTEMPTS = new TypeReference<>() {
	};

	private static final int FETCH = 500;

	private final JdbcClient jdbc;

	JournalReader(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The states that a posting can have, in their order. */
	public static List<String> states() {
		return Arrays.stream(JournalState.values()).map(Enum::name).toList();
	}

	/** The postings of one event, the oldest first. */
	public List<JournalRow> ofEvent(String type, String id) {
		return this.jdbc.sql(COLUMNS + " where event_type = ? and event_id = ? order by planned_at, id")
			.params(type, id)
			.query(this::row)
			.list();
	}

	/** How many receivers of a mailing are in which state. */
	public Map<String, Long> counts(String type, String id, String notice) {
		Map<String, Long> counts = new TreeMap<>();
		this.jdbc.sql("""
				select state, count(*) from journal where event_type = ? and event_id = ? and notice = ? group by state
				""")
			.params(type, id, notice)
			.query((row, number) -> counts.put(row.getString(1), row.getLong(2)))
			.list();
		return counts;
	}

	/**
	 * Every receiver of a mailing, row by row as the database gives them: within a
	 * transaction a million need no more memory than one.
	 */
	public void each(String type, String id, String notice, Consumer<JournalOutcome> reader) {
		this.jdbc
			.sql("""
					select user_id, channel, state, reason, attempt, coalesce(concluded_at, dispatched_at, planned_at) as at, id
					  from journal where event_type = ? and event_id = ? and notice = ?
					""")
			.withFetchSize(FETCH)
			.params(type, id, notice)
			.query((ResultSet row) -> reader.accept(new JournalOutcome(row.getString("user_id"),
					row.getString("channel"), row.getString("state"), row.getString("reason"), row.getInt("attempt"),
					row.getTimestamp("at").toInstant(), row.getString("id"))));
	}

	/**
	 * One page, the newest first.
	 * @param after the last posting of the page before, or null for the first page
	 */
	public List<JournalRow> page(JournalFilter filter, int most, @Nullable Position after) {
		StringBuilder sql = new StringBuilder(COLUMNS).append(" where true");
		List<Object> values = new ArrayList<>();
		and(sql, values, "user_id = ?", filter.userId());
		and(sql, values, "event_type = ?", filter.eventType());
		and(sql, values, "state = ?", filter.outcome());
		and(sql, values, "planned_at >= ?", timestamp(filter.from()));
		and(sql, values, "planned_at < ?", timestamp(filter.to()));
		if (after != null) {
			and(sql, values, "(planned_at, id) < (?, ?)", Timestamp.from(after.plannedAt()));
			values.add(after.id());
		}
		values.add(most);
		return this.jdbc.sql(sql + " order by planned_at desc, id desc limit ?").params(values).query(this::row).list();
	}

	private static void and(StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
		if (value != null) {
			sql.append(" and ").append(condition);
			values.add(value);
		}
	}

	private static @Nullable Timestamp timestamp(@Nullable Instant at) {
		return (at != null) ? Timestamp.from(at) : null;
	}

	private JournalRow row(ResultSet row, int number) throws SQLException {
		return new JournalRow(row.getObject("id", UUID.class), row.getString("workflow_id"),
				row.getString("event_type"), row.getString("event_id"), row.getString("notice"), row.getString("topic"),
				row.getString("channel"), row.getString("user_id"), row.getString("from_service"),
				row.getInt("attempt"), row.getString("state"), row.getString("reason"),
				row.getTimestamp("planned_at").toInstant(), instant(row, "dispatched_at"), instant(row, "concluded_at"),
				instant(row, "held_until"), attempts(row.getString("attempts")));
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		Timestamp at = row.getTimestamp(column);
		return (at != null) ? at.toInstant() : null;
	}

	/** Repeated receipts may stand there twice. */
	private List<JournalAttempt> attempts(String column) {
		return List.copyOf(JsonMapper.shared().readValue(column, ATTEMPTS));
	}

	/** A place between two postings. */
	public record Position(Instant plannedAt, UUID id) {
	}

	/**
	 * Which postings to list; null is any.
	 *
	 * @param from the earliest moment of planning
	 * @param to the first moment that is too late
	 */
	public record JournalFilter(@Nullable String userId, @Nullable String eventType, @Nullable String outcome,
			@Nullable Instant from, @Nullable Instant to) {
	}

	/**
	 * Where one receiver of a mailing is.
	 *
	 * @param at when that became so
	 */
	public record JournalOutcome(@Nullable String userId, String channel, String state, @Nullable String reason,
			int attempts, Instant at, String postingId) {
	}

}
