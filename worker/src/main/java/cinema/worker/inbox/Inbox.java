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
class Inbox implements Forgetful {

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
			            where m.posting_id = :id and i.person = m.person and m.seen_at is null and m.retracted_at is null
			           returning i.last)
			update inbox_message m set version = p.last, retracted_at = :now, subject = '', body = '', html = '', link = null
			  from p where m.posting_id = :id and m.seen_at is null
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
			delete from inbox_message m using due, p where m.posting_id = due.posting_id and p.person = due.person
			""";

	private static final int AT_ONCE = 500;

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
	 * Writes a message unless it is there.
	 * @return false when its person was erased
	 */
	boolean write(Posting posting, @Nullable String link) {
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
		return written.isPresent() || is("true", id);
	}

	/** Whatever becomes of it, the message is there. */
	private void trim(String person) {
		try {
			this.jdbc
				.sql("""
						delete from inbox_message where person = ? and snoozed_until is null and seq <= (
						    select seq from inbox_message where person = ? and snoozed_until is null order by seq desc offset ? limit 1)
						""")
				.params(person, person, this.properties.most())
				.update();
		}
		catch (DataAccessException trouble) {
			logger.warn("An inbox stays long until its next message: {}", trouble.getClass().getSimpleName());
		}
	}

	private boolean is(String condition, UUID id) {
		return this.jdbc.sql("select count(*) from inbox_message where posting_id = ? and " + condition)
			.param(id)
			.query(Integer.class)
			.single() > 0;
	}

	/** Whether it is there, and not taken back. */
	boolean has(String postingId) {
		return is("retracted_at is null", UUID.fromString(postingId));
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

	/** Takes a message back; whether it is gone unread, now or before. */
	boolean retract(String postingId) {
		UUID id = UUID.fromString(postingId);
		this.jdbc.sql(RETRACT)
			.param("id", id)
			.param("now", now())
			.query((row, number) -> new Waiting(id, row.getString("person"), row.getLong("version")))
			.optional()
			.ifPresent((one) -> tell(one.person(), one.version()));
		return is("retracted_at is not null", id);
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

	private record Changed(InboxMessage message, long version) {
	}

	private record Waiting(UUID id, String person, long version) {
	}

}
