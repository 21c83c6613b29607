package cinema.worker.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import cinema.worker.channel.Forgetful;
import cinema.workflows.contract.Posting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Changes inboxes. Each change is one statement that takes the next number of its person
 * first and so holds their row until it is committed: numbers come into sight in their
 * order, and nobody waits for another person.
 */
@Component
public class Inbox implements Forgetful {

	private static final Logger logger = LoggerFactory.getLogger(Inbox.class);

	private static final String NEXT = "with p as (update inbox_person set last = last + 1 where person = :person returning last) ";

	private static final String WRITE = """
			with p as (insert into inbox_person as i (person, last) values (:person, 1)
			           on conflict (person) do update set last = i.last + 1 where i.erased_at is null
			           returning last)
			insert into inbox_message (posting_id, person, seq, version, workflow_id, attempt, topic, subject, body, html, link,
			       created_at, placed_at, expires_at)
			select :id, :person, p.last, p.last, :workflow, :attempt, :topic, :subject, :body, :html, :link, :now::timestamptz, :now::timestamptz,
			       :deadline::timestamptz from p
			on conflict (posting_id) do nothing
			returning version
			""";

	/** What is read or put away has been seen. */
	private static final String CHANGE = NEXT
			+ """
					update inbox_message m set version = p.last, seen_at = coalesce(m.seen_at, :now),
					       read_at = case when :read::boolean is null then m.read_at when :read then coalesce(m.read_at, :now) end,
					       archived_at = case when :archived::boolean is null then m.archived_at when :archived then coalesce(m.archived_at, :now) end,
					       snoozed_until = case when :snoozed::boolean is null then m.snoozed_until when :snoozed then :until::timestamptz end
					  from p where m.posting_id = :id and m.person = :person and m.retracted_at is null
					returning m.*
					""";

	private static final String RETRACT = """
			with p as (update inbox_person i set last = i.last + 1 from inbox_message m
			            where m.posting_id = :id and i.person = m.person and (:seen or m.seen_at is null) and m.retracted_at is null
			           returning i.last)
			update inbox_message m set version = p.last, retracted_at = :now, snoozed_until = null, subject = '', body = '', html = '', link = null
			  from p where m.posting_id = :id and (:seen or m.seen_at is null) and m.retracted_at is null
			returning m.person, m.version
			""";

	/**
	 * Keeps the place of a message that is not there, so that whoever is still about to
	 * write it finds it taken: of both, the database lets one be the first.
	 */
	private static final String MARK = """
			insert into inbox_message (posting_id, person, seq, version, workflow_id, attempt, topic, subject, body, html,
			       created_at, placed_at, expires_at, retracted_at)
			values (:id, '', 0, 0, '', 0, '', '', '', '', :now, :now, :now, :now)
			on conflict (posting_id) do nothing
			""";

	/**
	 * Nothing where there is no row, or where one came that was not there before, and can
	 * be taken back now.
	 */
	private static final String GONE = """
			select retracted_at is not null from inbox_message
			 where posting_id = :id and (retracted_at is not null or (seen_at is not null and not :seen))
			""";

	private static final String SEE = """
			with p as (update inbox_person i set last = i.last + 1 from inbox_message m
			            where m.posting_id = :id and i.person = m.person and m.seen_at is null and m.retracted_at is null
			           returning i.last)
			update inbox_message m set version = p.last, seen_at = :now
			  from p where m.posting_id = :id and m.seen_at is null and m.retracted_at is null
			returning m.person, m.version
			""";

	/** As if it came now; that it was seen before is told first. */
	private static final String WAKE = NEXT
			+ """
					update inbox_message m set version = p.last, seq = p.last, placed_at = :now, snoozed_until = null, read_at = null,
					       archived_at = null, seen_at = case when not m.seen_told then m.seen_at end
					  from p where m.posting_id = :id and m.snoozed_until <= :now
					returning m.version
					""";

	/** A change of each inbox it concerns, so that counts are told anew. */
	private static final String DROP = """
			with due as (select posting_id, person from inbox_message where placed_at < ? and snoozed_until is null
			              order by placed_at limit ?),
			     p as (update inbox_person set last = last + 1 where person in (select person from due) returning person)
			delete from inbox_message m using due left join p on p.person = due.person where m.posting_id = due.posting_id
			""";

	private static final int AT_ONCE = 500;

	private static final int TRIES = 20;

	private final JdbcClient jdbc;

	private final InboxProperties properties;

	private final List<InboxListener> listeners;

	private final Clock clock;

	Inbox(JdbcClient jdbc, InboxProperties properties, List<InboxListener> listeners, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.listeners = listeners;
		this.clock = clock;
	}

	/**
	 * Writes a message unless it is there, or was taken back.
	 */
	Written write(Posting posting, @Nullable String link) {
		UUID id = UUID.fromString(posting.id());
		String person = posting.receiver().address();
		Optional<Long> written = this.jdbc.sql(WRITE)
			.param("id", id)
			.param("person", person)
			.param("workflow", posting.workflowId())
			.param("attempt", posting.attempt())
			.param("topic", String.valueOf(posting.topic()))
			.param("subject", posting.subject())
			.param("body", posting.text())
			.param("html", posting.html())
			.param("link", link)
			.param("now", now())
			.param("deadline", Timestamp.from(posting.deadline()))
			.query(Long.class)
			.optional();
		written.ifPresent((version) -> {
			trim(person);
			tell(person, version);
		});
		return written.isPresent() ? Written.THERE : known(id);
	}

	private Written known(UUID id) {
		return retracted(id).map((retracted) -> retracted ? Written.TAKEN_BACK : Written.THERE).orElse(Written.ERASED);
	}

	/** Whether it is taken back; nothing where there is not even a mark of it. */
	private Optional<Boolean> retracted(UUID id) {
		return this.jdbc.sql("select retracted_at is not null from inbox_message where posting_id = ?")
			.param(id)
			.query(Boolean.class)
			.optional();
	}

	/** Whatever becomes of it, the message is there. */
	private void trim(String person) {
		try {
			this.jdbc
				.sql("""
						delete from inbox_message where person = ? and snoozed_until is null and retracted_at is null and seq <= (
						    select seq from inbox_message where person = ? and snoozed_until is null and retracted_at is null
						     order by seq desc offset ? limit 1)
						""")
				.params(person, person, this.properties.most())
				.update();
		}
		catch (DataAccessException trouble) {
			logger.warn("An inbox stays long until its next message: {}", trouble.getClass().getSimpleName());
		}
	}

	/** Whether it is there, and not taken back. */
	boolean has(String postingId) {
		return known(UUID.fromString(postingId)) == Written.THERE;
	}

	/** Somebody looked at it elsewhere: at the notification that says the same. */
	public void see(UUID message) {
		apply(this.jdbc.sql(SEE), message);
	}

	private void apply(JdbcClient.StatementSpec change, UUID id) {
		change.param("id", id)
			.param("now", now())
			.query((row, number) -> new Waiting(id, row.getString("person"), row.getLong("version")))
			.optional()
			.ifPresent((one) -> tell(one.person(), one.version()));
	}

	/** What has a place up to this one was seen. */
	void see(String person, long upTo) {
		mark(person, upTo, "seen_at = :now", "m.seen_at is null");
	}

	/** What has a place up to this one, and waits, was read. */
	void read(String person, long upTo) {
		mark(person, upTo, "seen_at = coalesce(m.seen_at, :now), read_at = :now",
				"m.read_at is null and m.archived_at is null and m.snoozed_until is null");
	}

	private void mark(String person, long upTo, String change, String open) {
		String which = " m.person = :person and m.seq <= :upTo and m.retracted_at is null and " + open;
		List<Long> versions = this.jdbc.sql(
				"with p as (update inbox_person set last = last + 1 where person = :person and exists (select 1 from inbox_message m where"
						+ which + ") returning last) update inbox_message m set version = p.last, " + change
						+ " from p where" + which + " returning m.version")
			.param("person", person)
			.param("upTo", upTo)
			.param("now", now())
			.query(Long.class)
			.list();
		versions.stream().findFirst().ifPresent((version) -> tell(person, version));
	}

	/**
	 * Changes one message; what is null stays as it is.
	 * @return nothing where the person has no such message
	 */
	Optional<InboxMessage> change(String person, UUID id, InboxChange change) {
		Optional<Changed> changed = this.jdbc.sql(CHANGE)
			.param("id", id)
			.param("person", person)
			.param("read", change.read())
			.param("archived", change.archived())
			.param("snoozed", change.isSnoozed())
			.param("until", (change.snoozedUntil() != null) ? Timestamp.from(change.snoozedUntil()) : null)
			.param("now", now())
			.query(Inbox::changed)
			.optional();
		changed.ifPresent((one) -> tell(person, one.version()));
		return changed.map(Changed::message);
	}

	private static Changed changed(ResultSet row, int number) throws SQLException {
		return new Changed(InboxRows.message(row, number), row.getLong("version"));
	}

	/**
	 * Takes a message back, also one that is not there yet.
	 * @param evenSeen whether what its person has seen goes, too
	 * @return whether it is gone, now or before
	 */
	boolean retract(String postingId, boolean evenSeen) {
		UUID id = UUID.fromString(postingId);
		for (int tries = 0; tries < TRIES; tries++) {
			apply(this.jdbc.sql(RETRACT).param("seen", evenSeen), id);
			Optional<Boolean> gone = this.jdbc.sql(GONE)
				.param("id", id)
				.param("seen", evenSeen)
				.query(Boolean.class)
				.optional();
			if (gone.isPresent()) {
				return gone.get();
			}
			if (this.jdbc.sql(MARK).param("id", id).param("now", now()).update() > 0) {
				return true;
			}
		}
		throw new IllegalStateException("a message is written again and again while it is taken back");
	}

	/** The mark first: whoever writes meanwhile finds it, or is found. */
	@Override
	public void forget(String person) {
		long version = this.jdbc
			.sql("""
					insert into inbox_person as i (person, last, erased_at) values (:person, 1, :now)
					on conflict (person) do update set last = i.last + 1, erased_at = coalesce(i.erased_at, excluded.erased_at)
					returning last
					""")
			.param("person", person)
			.param("now", now())
			.query(Long.class)
			.single();
		this.jdbc.sql("delete from inbox_message where person = ?").param(person).update();
		tell(person, version);
	}

	/** Puts what was put off until now back into the list, as new. */
	void wake() {
		List<Waiting> due = this.jdbc
			.sql("select posting_id, person from inbox_message where snoozed_until <= ? order by snoozed_until limit ?")
			.params(now(), AT_ONCE)
			.query((row, number) -> new Waiting(row.getObject("posting_id", UUID.class), row.getString("person"), 0))
			.list();
		due.forEach((one) -> this.jdbc.sql(WAKE)
			.param("id", one.id())
			.param("person", one.person())
			.param("now", now())
			.query(Long.class)
			.optional()
			.ifPresent((version) -> tell(one.person(), version)));
	}

	/** Lets go what got its place before then, and is not put off. */
	void drop(Instant before) {
		int gone = AT_ONCE;
		while (gone == AT_ONCE) {
			gone = this.jdbc.sql(DROP).params(Timestamp.from(before), AT_ONCE).update();
		}
	}

	private void tell(String person, long version) {
		this.listeners.forEach((one) -> one.changed(person, version));
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	/** What became of a message that was to be written. */
	enum Written {

		THERE, TAKEN_BACK, ERASED

	}

	private record Changed(InboxMessage message, long version) {
	}

	private record Waiting(UUID id, String person, long version) {
	}

}
