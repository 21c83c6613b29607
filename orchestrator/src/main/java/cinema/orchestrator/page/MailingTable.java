package cinema.orchestrator.page;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cinema.orchestrator.audience.StoredPage;
import cinema.orchestrator.letter.SealedReceivers;
import cinema.orchestrator.letter.StoredMailing;
import cinema.platform.audit.Actor;
import cinema.platform.parameter.Cursor;
import cinema.workflows.WorkflowIds;
import cinema.workflows.mailing.MailingOutcome;
import cinema.workflows.mailing.MailingProgress;
import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/**
 * Mailings and the receivers of their pages, kept out of Temporal's histories, where
 * neither their size nor their names belong.
 */
@Component
public class MailingTable {

	private static final TypeReference<Map<String, @Nullable Object>> CONTEXT = new TypeReference<>() {
	};

	private static final String FORGET = """
			update mailing_page set receivers = jsonb_set(receivers::jsonb, '{receivers}', (
			           select jsonb_agg(case when one ->> 'userId' = ? then one || '{"userId": null, "address": "",
			                      "firstName": null, "lastName": null}' else one end order by place)
			             from jsonb_array_elements(receivers::jsonb -> 'receivers') with ordinality as each(one, place)))::text
			 where jsonb_path_query_array(receivers::jsonb, '$.receivers[*].userId') @> to_jsonb(?::text)
			""";

	static final String SELECT = """
			select * from (select words, event_type, event_id, notice, id, definition, rate, created_at, ended_at, starts_at,
			       case when status is not null then status
			            when context is null then 'ANNOUNCED'
			            when cancelled is not null then 'RUNNING'
			            when paused or trouble is not null then 'PAUSED'
			            when starts_at > now() then 'HELD'
			            else 'RUNNING' end as state,
			       case when status is not null then outcome::jsonb ->> 'reason'
			            when cancelled is not null then cancelled
			            when context is null then 'what its letters need is being collected'
			            when paused then 'paused' || coalesce(' by ' || paused_by, '')
			                || coalesce('; trouble of ours: ' || (trouble::jsonb ->> 'reason'), '')
			            when trouble is not null then 'paused by itself, trouble of ours: ' || (trouble::jsonb ->> 'reason')
			            when starts_at > now() then 'held until '
			                || to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
			            else 'its letters go out as the hour of each receiver comes; progress says how many are held'
			            end as reason
			  from mailing) as mailing
			 where true
			""";

	private static final String REOPEN = """
			update mailing set status = null, outcome = null, ended_at = null, cancelled = null, trouble = null
			 where id = ?
			""";

	private static final int REMEMBERED = 50;

	private final ConcurrentLruCache<String, StoredMailing> remembered = new ConcurrentLruCache<>(REMEMBERED,
			this::load);

	private final JdbcClient jdbc;

	private final SealedReceivers sealed;

	private final Clock clock;

	MailingTable(JdbcClient jdbc, SealedReceivers sealed, Clock clock) {
		this.sealed = sealed;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Keeps what was ordered, before anything is known to come of it; what is kept
	 * already stays.
	 */
	public void note(String id, Mailing mailing) {
		this.jdbc.sql("""
				insert into mailing (id, event_type, event_id, notice, definition, rate, starts_at, created_at)
				values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
				""")
			.params(id, mailing.event().type(), mailing.event().id(), mailing.notice(),
					JsonMapper.shared().writeValueAsString(mailing), mailing.rate(), Timestamp.from(mailing.start()),
					Timestamp.from(this.clock.instant()))
			.update();
	}

	/**
	 * A mailing that was reset has not ended any more, and what was decided for it is
	 * decided anew.
	 */
	public void reopen(String id) {
		this.jdbc.sql(REOPEN).param(id).update();
	}

	/** The same for one that was reset to a point behind its beginning. */
	public void goesOn(String id) {
		this.jdbc.sql(REOPEN + " and status is not null").param(id).update();
	}

	/** Keeps what the letters are made of; what is kept already stays. */
	public void begin(String id, Map<String, @Nullable Object> context) {
		this.remembered.remove(id);
		this.jdbc.sql("update mailing set context = ? where id = ? and context is null")
			.params(JsonMapper.shared().writeValueAsString(context), id)
			.update();
	}

	public boolean hasBegun(String id) {
		return this.jdbc.sql("select count(*) from mailing where id = ? and context is not null")
			.param(id)
			.query(Integer.class)
			.single() > 0;
	}

	/** A mailing that has begun, or never will; it does not change afterwards. */
	public StoredMailing find(String id) {
		StoredMailing known = this.remembered.get(id);
		if (known.context().isEmpty() && !hasBegun(id)) {
			this.remembered.remove(id);
		}
		return known;
	}

	private StoredMailing load(String id) {
		return this.jdbc.sql("select definition, coalesce(context, '{}') from mailing where id = ?")
			.param(id)
			.query((row, number) -> new StoredMailing(JsonMapper.shared().readValue(row.getString(1), Mailing.class),
					JsonMapper.shared().readValue(row.getString(2), CONTEXT)))
			.single();
	}

	/**
	 * Whether an event of the same id, but not the same one, had a mailing of that name.
	 */
	public boolean isOfAnother(String id, Mailing mailing) {
		return this.jdbc.sql("select definition from mailing where id = ?")
			.param(id)
			.query((row, number) -> JsonMapper.shared().readValue(row.getString(1), Mailing.class))
			.optional()
			.filter((known) -> !known.event().equals(mailing.event()) || !known.audience().equals(mailing.audience()))
			.isPresent();
	}

	/** When a mailing of this id came first, if one did. */
	public Optional<Instant> knownSince(String id) {
		return this.jdbc.sql("select created_at from mailing where id = ?")
			.param(id)
			.query((row, number) -> row.getTimestamp(1).toInstant())
			.optional();
	}

	/**
	 * Mailings without an end that began before that moment, after the given one by id.
	 */
	public List<String> open(Instant before, String after, int most) {
		return this.jdbc.sql("""
				select id from mailing where status is null and created_at < ? and id > ? order by id limit ?
				""").params(Timestamp.from(before), after, most).query(String.class).list();
	}

	/** The numbers of its pages whose receivers are still kept. */
	public List<Integer> pages(String mailingId) {
		return this.jdbc.sql("select id from mailing_page where mailing_id = ?")
			.param(mailingId)
			.query((row, number) -> WorkflowIds.pageNumber(row.getString(1)))
			.list();
	}

	/**
	 * Keeps how a mailing ended that never began, unless one of its id did, or has ended.
	 */
	public void endUnsent(String id, MailingOutcome outcome) {
		this.jdbc.sql("""
				update mailing set status = ?, outcome = ?, ended_at = ?
				 where id = ? and status is null and context is null
				""")
			.params(outcome.status().name(), JsonMapper.shared().writeValueAsString(outcome),
					Timestamp.from(this.clock.instant()), id)
			.update();
	}

	/** Keeps the outcome, and forgets the receivers of the pages. */
	public void end(String id, MailingOutcome outcome) {
		this.jdbc.sql("update mailing set status = ?, outcome = ?, ended_at = ? where id = ?")
			.params(outcome.status().name(), JsonMapper.shared().writeValueAsString(outcome),
					Timestamp.from(this.clock.instant()), id)
			.update();
		this.jdbc.sql("delete from mailing_page where mailing_id = ?").param(id).update();
	}

	/**
	 * Keeps the receivers of a page, unless another try has: their letters may be under
	 * way.
	 * @return the page as it is kept
	 */
	public StoredPage keep(String mailingId, String pageId, StoredPage page) {
		StoredPage resting = page.with(this.sealed.seal(page.receivers()));
		this.jdbc.sql("""
				insert into mailing_page (id, mailing_id, receivers) values (?, ?, ?) on conflict (id) do nothing
				""").params(pageId, mailingId, JsonMapper.shared().writeValueAsString(resting)).update();
		return page(pageId).orElse(page);
	}

	/**
	 * The newest first.
	 * @param state the only one to list, or null for all
	 * @param words what their id, their template or their title says, or null
	 * @param after the last one of those before, or null
	 */
	public List<MailingRecord> list(@Nullable String state, @Nullable String words, @Nullable Cursor after, int most) {
		StringBuilder sql = new StringBuilder(SELECT);
		List<Object> values = new ArrayList<>();
		if (state != null) {
			sql.append(" and state = ?");
			values.add(state);
		}
		if (words != null) {
			sql.append(" and position(lower(?) in words) > 0");
			values.add(words);
		}
		if (after != null) {
			sql.append(" and (created_at, id) < (?, ?)");
			values.addAll(List.of(Timestamp.from(after.at()), after.id()));
		}
		values.add(most);
		return this.jdbc.sql(sql + " order by created_at desc, id desc limit ?")
			.params(values)
			.query(MailingTable::read)
			.list();
	}

	public Optional<MailingRecord> record(String id) {
		return this.jdbc.sql(SELECT + " and id = ?").param(id).query(MailingTable::read).optional();
	}

	static MailingRecord read(ResultSet row, int number) throws SQLException {
		Timestamp endedAt = row.getTimestamp("ended_at");
		return new MailingRecord(row.getString("id"),
				JsonMapper.shared().readValue(row.getString("definition"), Mailing.class), row.getString("state"),
				row.getString("reason"), row.getDouble("rate"), row.getTimestamp("created_at").toInstant(),
				(endedAt != null) ? endedAt.toInstant() : null);
	}

	/** How a mailing ended, or nothing when it has not. */
	public Optional<MailingOutcome> outcome(String id) {
		return this.jdbc.sql("select outcome from mailing where id = ? and outcome is not null")
			.param(id)
			.query((row, number) -> JsonMapper.shared().readValue(row.getString(1), MailingOutcome.class))
			.optional();
	}

	/** Where those of these mailings were that have ended, by their ids. */
	public Map<String, MailingProgress> progress(Collection<String> ids) {
		Map<String, MailingProgress> ended = new HashMap<>();
		this.jdbc.sql("select id, outcome from mailing where id = any(?) and outcome is not null")
			.param(ids.toArray(String[]::new))
			.query((row) -> {
				ended.put(row.getString(1),
						JsonMapper.shared().readValue(row.getString(2), MailingOutcome.class).progress());
			});
		return ended;
	}

	/**
	 * How many mailings there are whose event ids begin so: {@code true} to those that
	 * have ended, {@code false} to those that have not.
	 */
	public Map<Boolean, Long> count(String eventType, String notice, String prefix) {
		Map<Boolean, Long> counts = new HashMap<>(Map.of(true, 0L, false, 0L));
		this.jdbc.sql("""
				select ended_at is not null, count(*) from mailing
				 where event_type = ? and notice = ? and starts_with(event_id, ?) group by 1
				""")
			.params(eventType, notice, prefix)
			.query((row, number) -> counts.put(row.getBoolean(1), row.getLong(2)))
			.list();
		return counts;
	}

	/**
	 * Forgets a person: as one of the staff who paused or cancelled a mailing, and as a
	 * receiver, whose place stays, since a page that is being sent counts them.
	 */
	void forget(String userId) {
		this.jdbc.sql(FORGET).params(userId, userId).update();
		this.jdbc.sql("""
				update mailing set paused_by = replace(paused_by, :actor, :somebody),
				       cancelled = replace(cancelled, :actor, :somebody), outcome = replace(outcome, :actor, :somebody)
				 where position(:actor in concat_ws(' ', paused_by, cancelled, outcome)) > 0
				""").param("actor", Actor.user(userId)).param("somebody", Actor.FORGOTTEN).update();
	}

	Optional<StoredPage> page(String pageId) {
		return this.jdbc.sql("select receivers from mailing_page where id = ?")
			.param(pageId)
			.query((row, number) -> JsonMapper.shared().readValue(row.getString(1), StoredPage.class))
			.optional()
			.map((page) -> page.with(this.sealed.open(page.receivers())));
	}

}
