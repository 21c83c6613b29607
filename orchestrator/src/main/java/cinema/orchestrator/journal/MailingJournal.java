package cinema.orchestrator.journal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The journal in whole pages: a statement for hundreds of letters. */
@Component
public class MailingJournal {

	private static final String INSERT = """
			insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, user_id,
			       from_service, attempt, posting, state, reason, planned_at, dispatched_at, concluded_at)
			select r.id, ?, ?, ?, ?, ?, r.channel, ?, r.user_id,
			       ?, case when r.posting is null then 0 else 1 end, r.posting, r.state, r.reason, at,
			       case when r.posting is null then null else at end, case when r.posting is null then at end
			  from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
			       as r(id, channel, user_id, posting, state, reason), (select ?::timestamptz) as now(at)
			on conflict (id) do nothing
			returning id
			""";

	private static final String FAILED = """
			select distinct j.user_id from journal j
			 where j.event_type = ? and j.event_id = ? and j.notice = ? and j.state in ('REJECTED', 'FAILED') and j.user_id > ?
			   and not exists (select from journal k where k.user_id = j.user_id and k.event_type = j.event_type
			           and k.event_id = any(?) and k.notice = j.notice and k.state not in ('REJECTED', 'FAILED'))
			 order by j.user_id limit ?
			""";

	/** Why somebody is not told of whom nothing may be known any more. */
	public static final String ERASED = "the receiver was erased";

	private final JdbcClient jdbc;

	private final Clock clock;

	MailingJournal(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Writes down receivers of whom nothing is known yet; committed when this returns.
	 * @return who was new
	 */
	public Set<UUID> insert(String workflowId, Mailing mailing, List<MailingRow> rows) {
		if (rows.isEmpty()) {
			return Set.of();
		}
		return new HashSet<>(this.jdbc.sql(INSERT)
			.params(workflowId, mailing.event().type(), mailing.event().id(), mailing.notice(), mailing.topic(),
					mailing.urgency().toString())
			.param(mailing.event().fromService())
			.params(rows.stream().map(MailingRow::id).toArray(UUID[]::new), texts(rows, MailingRow::channel),
					texts(rows, MailingRow::userId), texts(rows, MailingRow::posting),
					texts(rows, (row) -> row.state().name()), texts(rows, MailingRow::reason),
					Timestamp.from(this.clock.instant()))
			.query(UUID.class)
			.list());
	}

	private static String[] texts(List<MailingRow> rows, Function<MailingRow, @Nullable String> field) {
		return rows.stream().map(field).toArray(String[]::new);
	}

	/** What is known of these ids already. */
	public Map<UUID, OpenLetter> known(Collection<UUID> ids) {
		Map<UUID, OpenLetter> known = new HashMap<>();
		this.jdbc.sql("select * from journal where id = any(?)")
			.param(ids.toArray(UUID[]::new))
			.query(OpenLetter.class)
			.list()
			.forEach((letter) -> known.put(letter.id(), letter));
		return known;
	}

	/** Letters of a page that have no outcome. */
	public List<OpenLetter> open(String workflowId) {
		return this.jdbc.sql("""
				select * from journal
				 where workflow_id = ? and state in ('DISPATCHED', 'DEFERRED', 'POSTPONED') order by id
				""").param(workflowId).query(OpenLetter.class).list();
	}

	/** How many letters of a page are in each state. */
	public Map<JournalState, Integer> count(String workflowId) {
		Map<JournalState, Integer> counts = new EnumMap<>(JournalState.class);
		this.jdbc.sql("select state, count(*) from journal where workflow_id = ? group by state")
			.param(workflowId)
			.query((row, number) -> counts.put(JournalState.valueOf(row.getString(1)), row.getInt(2)))
			.list();
		return counts;
	}

	/** When letters are tried again whose turn has not come. */
	public void retryAt(Collection<UUID> ids, Instant at) {
		this.jdbc.sql("""
				update journal set state = 'DEFERRED', retry_at = ?
				 where id = any(?) and state in ('DEFERRED', 'POSTPONED')
				""").param(Timestamp.from(at)).param(ids.toArray(UUID[]::new)).update();
	}

	/** When the first letter of a page that is in that state may be tried again. */
	public @Nullable Instant retryAt(String workflowId, JournalState state) {
		return this.jdbc.sql("select min(retry_at) from journal where workflow_id = ? and state = ?")
			.params(workflowId, state.name())
			.query((row, number) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
			.single()
			.orElse(null);
	}

	/** How many receivers of a page are not told, by reason. */
	public Map<String, Integer> skipped(String workflowId) {
		Map<String, Integer> reasons = new TreeMap<>();
		this.jdbc.sql("""
				select reason, count(*) from journal where workflow_id = ? and state = 'SUPPRESSED' group by reason
				""").param(workflowId).query((row, number) -> reasons.put(row.getString(1), row.getInt(2))).list();
		return reasons;
	}

	/**
	 * Whose letter of a mailing failed for good, and who had none by one of its resends.
	 * @param after the last one of those before, or an empty text
	 * @param resends the events of those resends
	 */
	public List<String> failed(String eventType, String eventId, String notice, List<String> resends, String after,
			int most) {
		return this.jdbc.sql(FAILED)
			.params(eventType, eventId, notice, after, resends.toArray(String[]::new), most)
			.query(String.class)
			.list();
	}

	/** Which of these pages have nothing on its way. */
	public List<String> settled(Collection<String> workflowIds) {
		return this.jdbc.sql("""
				select page from unnest(?::text[]) as page
				 where not exists (select from journal where workflow_id = page and state = 'DISPATCHED')
				""").param(workflowIds.toArray(String[]::new)).query(String.class).list();
	}

	/** Keeps further attempts, which are going to be published. */
	public void attempted(List<OpenLetter> letters) {
		this.jdbc.sql("""
				update journal j set state = 'DISPATCHED', attempt = r.attempt, posting = r.posting, reason = null,
				       dispatched_at = ?, concluded_at = null, retry_at = null
				  from unnest(?::uuid[], ?::int[], ?::text[]) as r(id, attempt, posting)
				 where j.id = r.id and j.attempt < r.attempt and j.state in ('DEFERRED', 'POSTPONED')
				""")
			.param(Timestamp.from(this.clock.instant()))
			.param(letters.stream().map(OpenLetter::id).toArray(UUID[]::new))
			.param(letters.stream().map(OpenLetter::attempt).toArray(Integer[]::new))
			.param(letters.stream().map(OpenLetter::posting).toArray(String[]::new))
			.update();
	}

	/** Ends letters that are in one of these states and not tried again. */
	public void ended(Collection<UUID> ids, JournalState state, String reason, JournalState... from) {
		this.jdbc.sql("update journal set state = ?, reason = ?, concluded_at = ? where id = any(?) and state = any(?)")
			.params(state.name(), reason, Timestamp.from(this.clock.instant()), ids.toArray(UUID[]::new),
					Arrays.stream(from).map(Enum::name).toArray(String[]::new))
			.update();
	}

	/**
	 * Ends letters whose receiver was forgotten, and with him what could be sent again.
	 */
	public void erased(Collection<UUID> ids) {
		this.jdbc.sql("""
				update journal set state = case state when 'DISPATCHED' then 'UNKNOWN' else 'CANCELLED' end,
				       reason = ?, concluded_at = ?
				 where id = any(?) and posting is null and state in ('DISPATCHED', 'DEFERRED', 'POSTPONED')
				""").param(ERASED).param(Timestamp.from(this.clock.instant())).param(ids.toArray(UUID[]::new)).update();
	}

}
