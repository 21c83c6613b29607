package cinema.worker.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads inboxes. What has a number is there with all that has a smaller one. */
@Component
public class InboxRows {

	/** So many changes are told one by one; of more the newest messages are. */
	private static final int CHANGES = 50;

	private static final int NEWEST = 30;

	/** So many characters are told at once, or a single message. */
	private static final int LIGHT = 64 * 1024;

	private static final String STATE = """
			select p.last, p.erased_at is not null as erased,
			       (select count(*) from (select 1 from inbox_message m where m.person = p.person and %s limit 100) as few) as unread,
			       (select count(*) from (select 1 from inbox_message m where m.person = p.person and %s limit 100) as few) as unseen,
			       coalesce((select min(seq) from inbox_message m where m.person = p.person and m.snoozed_until is null
			         and m.retracted_at is null), p.last + 1) as oldest
			  from inbox_person p where p.person = ?
			"""
		.formatted(InboxList.UNREAD.condition(), InboxList.ALL.condition() + " and seen_at is null");

	private final JdbcClient jdbc;

	InboxRows(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Of a person who has none it is empty. */
	public InboxState state(String person) {
		return this.jdbc.sql(STATE)
			.param(person)
			.query((row, number) -> new InboxState(row.getLong("last"), row.getInt("unread"), row.getInt("unseen"),
					row.getLong("oldest"), row.getBoolean("erased")))
			.optional()
			.orElse(new InboxState(0, 0, 0, 1, false));
	}

	/**
	 * What changed after a cursor, -1 for none. The state is read first, so what comes in
	 * between is told twice and never left out.
	 */
	public InboxChanges changes(String person, long cursor) {
		InboxState state = state(person);
		List<InboxMessage> items = (cursor < 0 || cursor >= state.cursor()) ? List.of() : this.jdbc.sql("""
				select * from inbox_message where person = ? and version > ? order by version limit ?
				""").params(person, cursor, CHANGES + 1).query(InboxRows::message).list();
		if (cursor < 0 || cursor > state.cursor() || items.size() > CHANGES || light(items, CHANGES) < items.size()) {
			List<InboxMessage> newest = page(person, InboxList.ALL, Long.MAX_VALUE, NEWEST + 1);
			int few = light(newest, NEWEST);
			return changes(state, newest.subList(0, few), true, few < newest.size());
		}
		return changes(state, items, false, false);
	}

	private static InboxChanges changes(InboxState state, List<InboxMessage> items, boolean reset, boolean more) {
		return new InboxChanges(state.cursor(), reset, items, more, state.unread(), state.unseen(), state.oldest(),
				state.erased());
	}

	/**
	 * How many of the first ones are told at once, since a slow line has to take them
	 * within seconds.
	 */
	static int light(List<InboxMessage> messages, int most) {
		int size = 0;
		int count = 0;
		while (count < Math.min(most, messages.size()) && (count == 0 || size + size(messages.get(count)) <= LIGHT)) {
			size += size(messages.get(count));
			count++;
		}
		return count;
	}

	private static int size(InboxMessage message) {
		return message.text().length() + message.html().length();
	}

	/** Those behind a place in the list, the newest first. */
	List<InboxMessage> page(String person, InboxList list, long before, int most) {
		return this.jdbc
			.sql("select * from inbox_message where person = ? and seq < ? and " + list.condition()
					+ " order by seq desc limit ?")
			.params(person, before, most)
			.query(InboxRows::message)
			.list();
	}

	/** Person to the number of their last change; who has no inbox is not in it. */
	public Map<String, Long> cursors(Collection<String> people) {
		Map<String, Long> cursors = new HashMap<>();
		this.jdbc.sql("select person, last from inbox_person where person = any(?)")
			.param(people.toArray(String[]::new))
			.query((row) -> {
				cursors.put(row.getString("person"), row.getLong("last"));
			});
		return cursors;
	}

	static InboxMessage message(ResultSet row, int number) throws SQLException {
		return new InboxMessage(row.getString("posting_id"), row.getLong("seq"), row.getString("topic"),
				row.getString("subject"), row.getString("body"), row.getString("html"), row.getString("link"),
				row.getTimestamp("created_at").toInstant(), row.getTimestamp("expires_at").toInstant(),
				instant(row, "seen_at"), instant(row, "read_at"), instant(row, "archived_at"),
				instant(row, "snoozed_until"), row.getTimestamp("retracted_at") != null);
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		Timestamp at = row.getTimestamp(column);
		return (at != null) ? at.toInstant() : null;
	}

	/** The names of lists, for people. */
	static String lists() {
		return String.join(", ", Arrays.stream(InboxList.values()).map(InboxList::toString).toList());
	}

}
