package cinema.orchestrator.deadletter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import cinema.orchestrator.deadletter.DeadLetter.Source;
import cinema.orchestrator.deadletter.DeadLetter.State;
import cinema.orchestrator.seal.PersonKeys;
import cinema.orchestrator.seal.SealedLetters;
import cinema.platform.parameter.Cursor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Dead letters, each in a row of its own; what they say is sealed. */
@Component
public class DeadLetterTable {

	private static final String COLUMNS = """
			select id, source, origin, reason, detail, event_type, event_id, size, whole, content, died_at, state, done_at,
			       done_by from dead_letter where true
			""";

	/** What may have been taken already is looked for by its bytes. */
	private static final String INSERT = """
			insert into dead_letter (id, place, fingerprint, source, origin, reason, detail, event_type, event_id, names,
			       size, whole, content, died_at, state)
			select :id, :place, :fingerprint, :source, :origin, :reason, :detail, :type, :event, :names::text[], :size, :whole,
			       :content, :died::timestamptz, 'WAITING'
			 where not (:again and exists (select from dead_letter where source = 'RABBITMQ' and fingerprint = :fingerprint
			                                     and state = 'WAITING'))
			on conflict (place) do nothing
			""";

	private static final String GROUPS = """
			select source, origin, reason, max(detail) as detail, count(*) as count, min(died_at) as first_at,
			       max(died_at) as last_at
			  from dead_letter where state = 'WAITING' group by source, origin, reason
			 order by count(*) desc, source, origin, reason limit 500
			""";

	private final JdbcClient jdbc;

	private final SealedLetters sealed;

	private final PersonKeys keys;

	private final Clock clock;

	DeadLetterTable(JdbcClient jdbc, SealedLetters sealed, PersonKeys keys, Clock clock) {
		this.keys = keys;
		this.jdbc = jdbc;
		this.sealed = sealed;
		this.clock = clock;
	}

	/** Keeps one, unless it is kept already; committed when this returns. */
	void keep(FoundLetter found, DeadIdentity identity) {
		UUID id = UUID.randomUUID();
		this.jdbc.sql(INSERT)
			.param("id", id)
			.param("place", (found.place() != null) ? found.place() : id.toString())
			.param("again", found.again())
			.param("fingerprint", found.fingerprint())
			.param("source", found.source().name())
			.param("origin", found.origin())
			.param("reason", found.reason())
			.param("detail", found.detail(), Types.VARCHAR)
			.param("type", identity.eventType(), Types.VARCHAR)
			.param("event", identity.eventId(), Types.VARCHAR)
			.param("names", names(identity))
			.param("size", found.size())
			.param("whole", found.whole())
			.param("content", this.sealed.seal(id, null, JsonMapper.shared().writeValueAsString(found.content())))
			.param("died", Timestamp.from(found.diedAt()))
			.update();
	}

	private String[] names(DeadIdentity identity) {
		return Stream
			.concat(identity.names().stream(),
					identity.addresses().stream().flatMap((one) -> this.keys.people(one).stream()))
			.toArray(String[]::new);
	}

	/** Those that wait, by reason, the largest group first. */
	List<DeadLetterGroup> groups() {
		return this.jdbc.sql(GROUPS).query(DeadLetterGroup.class).list();
	}

	/** The newest first, without what they say. */
	List<DeadLetter> list(DeadLetterFilter filter, @Nullable Cursor after, int most) {
		return found(filter, after, "<", " order by died_at desc, id desc limit :most", most)
			.query(DeadLetterTable::letter)
			.list();

	}

	/** How many there are of these. */
	long count(DeadLetterFilter filter) {
		Map<String, Object> values = new HashMap<>();
		String conditions = filter.conditions(values);
		return this.jdbc.sql("select count(*) from dead_letter where true" + conditions)
			.params(values)
			.query(Long.class)
			.single();
	}

	Optional<OpenedLetter> find(UUID id) {
		return this.jdbc.sql(COLUMNS + " and id = ?").param(id).query(this::opened).optional();
	}

	/**
	 * The next ones to be replayed, the oldest first; nobody else has them until the
	 * transaction ends.
	 * @param after the last one of those before, or null
	 */
	List<OpenedLetter> take(DeadLetterFilter filter, @Nullable Cursor after, int most) {
		return found(filter, after, ">", " order by died_at, id limit :most for update skip locked", most)
			.query(this::opened)
			.list();
	}

	private StatementSpec found(DeadLetterFilter filter, @Nullable Cursor after, String beyond, String order,
			int most) {
		Map<String, Object> values = new HashMap<>();
		String sql = COLUMNS + filter.conditions(values);
		if (after != null) {
			sql += " and (died_at, id) " + beyond + " (:at, :id)";
			values.put("at", Timestamp.from(after.at()));
			values.put("id", after.uuid());
		}
		values.put("most", most);
		return this.jdbc.sql(sql + order).params(values);
	}

	/** One that nobody else has in hand until the transaction ends. */
	Optional<OpenedLetter> take(UUID id) {
		return this.jdbc.sql(COLUMNS + " and id = ? for update").param(id).query(this::opened).optional();
	}

	void done(Collection<UUID> ids, State state, String by) {
		this.jdbc.sql("update dead_letter set state = ?, done_at = ?, done_by = ? where id = any(?)")
			.params(state.name(), Timestamp.from(this.clock.instant()), by, ids.toArray(UUID[]::new))
			.update();
	}

	/** Nothing is to come of these; tells how many. */
	int discard(DeadLetterFilter filter, String by) {
		Map<String, Object> values = new HashMap<>();
		String conditions = filter.waiting().conditions(values);
		values.put("now", Timestamp.from(this.clock.instant()));
		values.put("by", by);
		return this.jdbc
			.sql("update dead_letter set state = 'DISCARDED', done_at = :now, done_by = :by where true" + conditions)
			.params(values)
			.update();
	}

	/**
	 * Forgets what those say that name a person.
	 * @param hashes of the addresses that were theirs
	 */
	public void forget(String userId, Collection<String> hashes) {
		List<String> names = new ArrayList<>(hashes);
		// What was taken before has a UUID as it was spelled.
		names.addAll(List.of(userId, userId.toLowerCase(Locale.ROOT), userId.toUpperCase(Locale.ROOT),
				DeadIdentity.ANYBODY));
		this.jdbc
			.sql("""
					update dead_letter set content = null, names = '{}', event_id = null, fingerprint = '', state = 'ERASED',
					       done_at = ?
					 where names && ?::text[]
					""")
			.params(Timestamp.from(this.clock.instant()), names.toArray(String[]::new))
			.update();
	}

	/** What was done to them stays, but not which of the staff did it. */
	public void forgetDoer(String actor, String somebody) {
		this.jdbc.sql("update dead_letter set done_by = ? where done_by = ?").params(somebody, actor).update();
	}

	private static DeadLetter letter(ResultSet row, int number) throws SQLException {
		Timestamp done = row.getTimestamp("done_at");
		Instant doneAt = (done != null) ? done.toInstant() : null;
		return new DeadLetter(row.getObject("id", UUID.class), Source.valueOf(row.getString("source")),
				row.getString("origin"), row.getString("reason"), row.getString("detail"), row.getString("event_type"),
				row.getString("event_id"), row.getInt("size"), row.getBoolean("whole"),
				row.getTimestamp("died_at").toInstant(), State.valueOf(row.getString("state")), doneAt,
				row.getString("done_by"), null);
	}

	private OpenedLetter opened(ResultSet row, int number) throws SQLException {
		DeadLetter letter = letter(row, number);
		String content = this.sealed.open(letter.id(), row.getString("content"));
		return new OpenedLetter(letter,
				(content != null) ? JsonMapper.shared().readValue(content, DeadContent.class) : null);
	}

	/**
	 * One with what it says.
	 *
	 * @param content null when a person in it was erased
	 */
	record OpenedLetter(DeadLetter letter, @Nullable DeadContent content) {
	}

}
