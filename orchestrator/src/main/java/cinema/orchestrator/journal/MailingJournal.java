package cinema.orchestrator.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
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

import cinema.orchestrator.cap.CapUses;
import cinema.orchestrator.seal.Keyring;
import cinema.orchestrator.seal.SealedLetters;
import cinema.workflows.page.PageTurn;
import cinema.workflows.page.Trouble;
import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The journal in whole pages: a statement for hundreds of letters. */
@Component
public class MailingJournal {

	private static final String INSERT = """
			insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, user_id,
			       from_service, time_zone, deadline, holds, attempt, posting, state, reason, planned_at, dispatched_at,
			       concluded_at, domain, retry_at)
			select r.id, ?, ?, ?, ?, ?, r.channel, ?, r.user_id,
			       ?, r.time_zone, r.deadline, r.holds::jsonb, case when r.state = 'DISPATCHED' then 1 else 0 end, r.posting, r.state, r.reason, at,
			       case when r.state = 'DISPATCHED' then at end, case when r.posting is null then at end, r.domain, r.retry_at
			  from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::timestamptz[])
			       as r(id, channel, user_id, posting, state, reason, domain, time_zone, deadline, holds, retry_at), (select ?::timestamptz) as now(at)
			on conflict (id) do nothing
			returning id
			""";

	private static final String ENDED_SO = """
			select user_id from (
			    select distinct on (user_id) user_id, state from journal
			     where event_type = :type and event_id = any(:events) and notice = :notice and user_id > :after
			     order by user_id, array_position(:events, event_id) desc) as last
			 where state = any(:states) order by user_id limit :most
			""";

	/** What the mail server said last, and which letters we kept from it since. */
	private static final String TROUBLE = """
			select count(*), max(concluded_at), (array_agg(reason order by concluded_at))[1] from journal
			 where workflow_id = :page and state = 'DEFERRED' and ours and concluded_at > coalesce(:served, '-infinity'::timestamptz)
			""";

	/** Why somebody is not told of whom nothing may be known any more. */
	public static final String ERASED = "the receiver was erased";

	private final JdbcClient jdbc;

	private final SealedLetters sealed;

	private final PostingOutcomes outcomes;

	private final CapUses caps;

	private final Clock clock;

	MailingJournal(JdbcClient jdbc, SealedLetters sealed, PostingOutcomes outcomes, CapUses caps, Clock clock) {
		this.caps = caps;
		this.outcomes = outcomes;
		this.sealed = sealed;
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
		Keyring keyring = this.sealed.of(rows.stream().map(MailingRow::userId).toList());
		Set<UUID> fresh = new HashSet<>(this.jdbc.sql(INSERT)
			.params(workflowId, mailing.event().type(), mailing.event().id(), mailing.notice(), mailing.topic(),
					mailing.urgency().toString())
			.param(mailing.event().fromService())
			.params(rows.stream().map(MailingRow::id).toArray(UUID[]::new), texts(rows, MailingRow::channel),
					texts(rows, MailingRow::userId),
					texts(rows, (row) -> this.sealed.seal(keyring, row.id(), row.userId(), row.posting())),
					texts(rows, (row) -> row.state().name()), texts(rows, MailingRow::reason),
					texts(rows, MailingRow::domain), texts(rows, MailingRow::timeZone),
					texts(rows, (row) -> (row.deadline() != null) ? row.deadline().toString() : null),
					texts(rows, (row) -> JournalHold.write(row.hold())),
					texts(rows, (row) -> (row.retryAt() != null) ? row.retryAt().toString() : null),
					Timestamp.from(this.clock.instant()))
			.query(UUID.class)
			.list());
		rows.stream()
			.filter((row) -> row.posting() == null && fresh.contains(row.id()))
			.forEach((row) -> this.outcomes.ended(row.channel(), row.state().name()));
		return fresh;
	}

	private static String[] texts(List<MailingRow> rows, Function<MailingRow, @Nullable String> field) {
		return rows.stream().map(field).toArray(String[]::new);
	}

	public Map<UUID, OpenLetter> known(Collection<UUID> ids) {
		Map<UUID, OpenLetter> known = new HashMap<>();
		List<OpenLetter> rows = this.jdbc.sql("select * from journal where id = any(?)")
			.param(ids.toArray(UUID[]::new))
			.query(OpenLetter.class)
			.list();
		OpenLetter.opened(rows, this.sealed).forEach((letter) -> known.put(letter.id(), letter));
		return known;
	}

	/** Letters of a page that have no outcome. */
	public List<OpenLetter> open(String workflowId) {
		return OpenLetter.opened(this.jdbc.sql("""
				select * from journal
				 where workflow_id = ? and state in ('DISPATCHED', 'DEFERRED', 'POSTPONED') order by id
				""").param(workflowId).query(OpenLetter.class).list(), this.sealed);
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

	/** Letters that were put off, and are tried again when their turn comes. */
	public void waitForTurn(Collection<UUID> ids, PageTurn turn) {
		this.jdbc.sql("""
				update journal set retry_at = ?, turn_series = ?
				 where id = any(?) and state in ('DEFERRED', 'POSTPONED')
				""").params(Timestamp.from(turn.at()), turn.series(), ids.toArray(UUID[]::new)).update();
	}

	/** Letters that wait for somebody's hour, and are tried again then. */
	public void waitFor(Collection<UUID> ids, Instant until, String reason) {
		this.jdbc.sql("""
				update journal set state = 'POSTPONED', retry_at = ?, reason = ?, turn_series = null, ours = false
				 where id = any(?) and state in ('DEFERRED', 'POSTPONED')
				""").params(Timestamp.from(until), reason, ids.toArray(UUID[]::new)).update();
	}

	/** When the first letter of a page that waits for its turn has it, or null. */
	public @Nullable Instant turn(String workflowId) {
		return moment("""
				select min(retry_at) from journal
				 where workflow_id = ? and state in ('DEFERRED', 'POSTPONED') and turn_series is not null
				""", workflowId);
	}

	/** Before which no letter of a page may be tried again, or null. */
	public @Nullable Instant retryAt(String workflowId) {
		return moment("""
				select case when count(*) = count(retry_at) then min(retry_at) end from journal
				 where workflow_id = ? and state in ('DEFERRED', 'POSTPONED')
				""", workflowId);
	}

	/** When the mail server last dealt with a letter of a page, whatever it said. */
	public @Nullable Instant servedAt(String workflowId) {
		return moment("""
				select max(concluded_at) from journal
				 where workflow_id = ? and (state in ('DELIVERED', 'REJECTED') or (state = 'DEFERRED' and not ours))
				""", workflowId);
	}

	private @Nullable Instant moment(String sql, String workflowId) {
		return this.jdbc.sql(sql)
			.param(workflowId)
			.query((row, number) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
			.single()
			.orElse(null);
	}

	/** What kept letters of a page back since that is ours, or null. */
	public @Nullable Trouble trouble(String workflowId, @Nullable Instant servedAt) {
		return this.jdbc.sql(TROUBLE)
			.param("page", workflowId)
			.param("served", (servedAt != null) ? Timestamp.from(servedAt) : null, Types.TIMESTAMP)
			.query(MailingJournal::trouble)
			.single()
			.orElse(null);
	}

	private static Optional<Trouble> trouble(ResultSet row, int number) throws SQLException {
		Timestamp at = row.getTimestamp(2);
		return (at == null) ? Optional.empty()
				: Optional.of(new Trouble(row.getInt(1), at.toInstant(), String.valueOf(row.getString(3))));
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
	 * Whose last letter of a mailing and of its resends ended so.
	 * @param events those of the mailing and of its resends, in their order
	 * @param after the last one of those before, or an empty text
	 */
	public List<String> endedSo(Collection<JournalState> states, String eventType, List<String> events, String notice,
			String after, int most) {
		return this.jdbc.sql(ENDED_SO)
			.param("states", states.stream().map(Enum::name).toArray(String[]::new))
			.param("type", eventType)
			.param("events", events.toArray(String[]::new))
			.param("notice", notice)
			.param("after", after)
			.param("most", most)
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

	/**
	 * Keeps further attempts, which are going to be published.
	 * @return those that are kept; the others have ended meanwhile, or their receiver was
	 * erased
	 */
	public Set<UUID> attempted(List<OpenLetter> letters) {
		Keyring keyring = this.sealed.of(letters.stream().map(OpenLetter::userId).toList());
		return this.jdbc.sql("""
				update journal j set state = 'DISPATCHED', attempt = r.attempt, posting = r.posting, reason = null,
				       dispatched_at = ?, concluded_at = null, retry_at = null, turn_series = null, ours = false
				  from unnest(?::uuid[], ?::int[], ?::text[]) as r(id, attempt, posting)
				 where j.id = r.id and j.attempt < r.attempt and j.state in ('DEFERRED', 'POSTPONED')
				   and j.posting is not null
				returning j.id
				""")
			.param(Timestamp.from(this.clock.instant()))
			.param(letters.stream().map(OpenLetter::id).toArray(UUID[]::new))
			.param(letters.stream().map(OpenLetter::attempt).toArray(Integer[]::new))
			.param(letters.stream()
				.map((one) -> this.sealed.seal(keyring, one.id(), one.userId(), one.posting()))
				.toArray(String[]::new))
			.query(UUID.class)
			.set();
	}

	/** Ends letters that are in one of these states and not tried again. */
	public void ended(Collection<UUID> ids, JournalState state, String reason, JournalState... from) {
		this.caps.giveBack(this.jdbc.sql("""
				update journal set state = ?, reason = ?, concluded_at = ? where id = any(?) and state = any(?)
				returning id
				""")
			.params(state.name(), reason, Timestamp.from(this.clock.instant()), ids.toArray(UUID[]::new),
					Arrays.stream(from).map(Enum::name).toArray(String[]::new))
			.query(UUID.class)
			.list());
	}

	/**
	 * Puts letters off that are stored and not published yet, without an attempt of
	 * theirs.
	 */
	public void putOff(Map<UUID, JournalHold> letters) {
		if (letters.isEmpty()) {
			return;
		}
		List<Map.Entry<UUID, JournalHold>> all = List.copyOf(letters.entrySet());
		this.jdbc
			.sql("""
					update journal j set state = 'POSTPONED', attempt = greatest(j.attempt - 1, 0), dispatched_at = null,
					       reason = r.reason, retry_at = r.until, turn_series = null, ours = false, holds = j.holds || r.hold::jsonb
					  from unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[]) as r(id, until, reason, hold)
					 where j.id = r.id and j.state = 'DISPATCHED'
					""")
			.params(all.stream().map(Map.Entry::getKey).toArray(UUID[]::new),
					all.stream().map((one) -> one.getValue().until().toString()).toArray(String[]::new),
					all.stream().map((one) -> one.getValue().reason()).toArray(String[]::new),
					all.stream().map((one) -> JournalHold.write(one.getValue())).toArray(String[]::new))
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
