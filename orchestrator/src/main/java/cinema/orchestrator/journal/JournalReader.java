package cinema.orchestrator.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

import cinema.orchestrator.journal.JournalRow.JournalAttempt;
import cinema.platform.parameter.Cursor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the journal for people; never the letters. */
@Component
public class JournalReader {

	private static final String COLUMNS = """
			select id, workflow_id, event_type, event_id, notice, topic, channel, user_id, from_service, attempt, step, seen_at, taken_back_at,
			       case when state = 'DELIVERED' and seen_at is not null then 'SEEN' else state end as state, planned_at, dispatched_at, concluded_at, attempts, holds, time_zone, deadline, withdrawal,
			       posting is not null as kept,
			       case when state = 'HELD' then held_until
			            when state in ('POSTPONED', 'DEFERRED') then coalesce(held_until, retry_at) end as held_until,
			       reason || case when state = 'HELD' and held_until < now() - interval '5 minutes'
			                      then ', and not heard of since: its workflow says why' else '' end as reason
			  from journal
			""";

	private static final TypeReference<LinkedHashSet<JournalAttempt>> ATTEMPTS = new TypeReference<>() {
	};

	private static final TypeReference<List<JournalHold>> HOLDS = new TypeReference<>() {
	};

	private static final String APART = """
			  join (select state as apart, planned_at as apart_at, id as apart_id, event_id as apart_of from journal_apart) as a
			    on apart_id = id and apart = state
			""";

	/** What {@code journal_apart} does not have. */
	private static final Set<String> USUAL = Set.of(JournalState.DISPATCHED.name(), JournalState.DELIVERED.name(),
			JournalState.SEEN.name());

	private static final int FETCH = 500;

	private final JdbcClient jdbc;

	JournalReader(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The states that a posting can have, in their order. */
	public static List<String> states() {
		return Arrays.stream(JournalState.values()).map(Enum::name).toList();
	}

	/**
	 * The postings of one event, the oldest first, and steps of a notice in their order.
	 */
	public List<JournalRow> ofEvent(String type, String id) {
		return this.jdbc.sql(COLUMNS
				+ " where event_type = ? and event_id = ? order by case when step is null then planned_at end nulls last, notice, step, id")
			.params(type, id)
			.query(this::row)
			.list();
	}

	public Optional<JournalRow> find(UUID id) {
		return this.jdbc.sql(COLUMNS + " where id = ?").param(id).query(this::row).optional();
	}

	/**
	 * What was planned for a person, the oldest first.
	 * @param after the last posting of those before, or null for the first ones
	 */
	public List<JournalRow> ofPerson(String userId, Instant from, Instant to, int most, @Nullable Cursor after) {
		Cursor first = (after != null) ? after : new Cursor(from, new UUID(0, 0).toString());
		return this.jdbc.sql(COLUMNS + """
				 where user_id = ? and planned_at >= ? and planned_at < ? and (planned_at, id) > (?, ?)
				 order by planned_at, id limit ?
				""")
			.params(userId, Timestamp.from(from), Timestamp.from(to), Timestamp.from(first.at()), first.uuid(), most)
			.query(this::row)
			.list();
	}

	/** Of which of these events something is written down for a person. */
	public Set<String> eventsOf(String userId, Collection<String> eventIds) {
		return this.jdbc.sql("select distinct event_id from journal where user_id = ? and event_id = any(?)")
			.params(userId, eventIds.toArray(String[]::new))
			.query(String.class)
			.set();
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
	public List<JournalRow> page(JournalFilter filter, int most, @Nullable Cursor after) {
		// What is rare is found where there is nothing else, in the same order.
		boolean rare = filter.outcome() != null && !USUAL.contains(filter.outcome());
		String at = rare ? "apart_at" : "planned_at";
		String id = rare ? "apart_id" : "id";
		StringBuilder sql = new StringBuilder(COLUMNS).append(rare ? APART : "").append(" where true");
		List<Object> values = new ArrayList<>();
		and(sql, values, "user_id = ?", filter.userId());
		and(sql, values, "event_type = ?", filter.eventType());
		and(sql, values, rare ? "apart_of = ?" : "event_id = ?", filter.eventId());
		and(sql, values, "notice = ?", filter.notice());
		boolean seen = JournalState.SEEN.name().equals(filter.outcome());
		sql.append(seen ? " and seen_at is not null" : "");
		and(sql, values, rare ? "apart = ?" : "state = ?", seen ? JournalState.DELIVERED.name() : filter.outcome());
		and(sql, values, at + " >= ?", timestamp(filter.from()));
		and(sql, values, at + " < ?", timestamp(filter.to()));
		if (after != null) {
			and(sql, values, "(" + at + ", " + id + ") < (?, ?)", Timestamp.from(after.at()));
			values.add(after.uuid());
		}
		values.add(most);
		return this.jdbc.sql(sql + " order by " + at + " desc, " + id + " desc limit ?")
			.params(values)
			.query(this::row)
			.list();
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
				instant(row, "held_until"), attempts(row.getString("attempts")), holds(row.getString("holds")),
				row.getString("time_zone"), instant(row, "deadline"), row.getString("withdrawal"),
				row.getBoolean("kept"), row.getObject("step", Integer.class), instant(row, "seen_at"),
				instant(row, "taken_back_at"));
	}

	/** Repeated decisions may stand there twice. */
	private static List<JournalHold> holds(String column) {
		List<JournalHold> holds = new ArrayList<>();
		for (JournalHold hold : JsonMapper.shared().readValue(column, HOLDS)) {
			if (holds.stream().noneMatch(hold::isLike)) {
				holds.add(hold);
			}
		}
		return holds;
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		Timestamp at = row.getTimestamp(column);
		return (at != null) ? at.toInstant() : null;
	}

	/** Repeated receipts may stand there twice. */
	private List<JournalAttempt> attempts(String column) {
		return List.copyOf(JsonMapper.shared().readValue(column, ATTEMPTS));
	}

	/**
	 * Which postings to list; null is any.
	 *
	 * @param from the earliest moment of planning
	 * @param to the first moment that is too late
	 */
	public record JournalFilter(@Nullable String userId, @Nullable String eventType, @Nullable String eventId,
			@Nullable String notice, @Nullable String outcome, @Nullable Instant from, @Nullable Instant to) {
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
