package cinema.orchestrator.mailing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What is written down of mailings, for people to read. */
@Component
class MailingRecords {

	private static final String SELECT = """
			select event_type, event_id, notice, id, coalesce(status, case when paused then 'PAUSED' else 'RUNNING' end) as state,
			       outcome::jsonb ->> 'reason' as reason, rate, created_at, ended_at from mailing
			""";

	private static final int FETCH = 500;

	/** What a spreadsheet would take for a formula. */
	private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r]");

	private final JdbcClient jdbc;

	private final JdbcTemplate streaming;

	private final TransactionTemplate transaction;

	MailingRecords(JdbcClient jdbc, JdbcTemplate template, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.streaming = new JdbcTemplate(Objects.requireNonNull(template.getDataSource()));
		this.streaming.setFetchSize(FETCH);
		this.transaction = transaction;
	}

	/** The newest first. */
	List<MailingView> list(int limit) {
		return this.jdbc.sql(SELECT + " order by created_at desc, id limit ?")
			.param(limit)
			.query(MailingRecords::view)
			.list();
	}

	Optional<MailingView> find(String id) {
		return this.jdbc.sql(SELECT + " where id = ?")
			.param(id)
			.query(MailingRecords::view)
			.optional()
			.map((view) -> view.with(count(view)));
	}

	/**
	 * How many receivers the journal has in which state; those who are held are not there
	 * yet.
	 */
	private Map<String, Long> count(MailingView view) {
		Map<String, Long> counts = new TreeMap<>();
		this.jdbc.sql(
				"select state, count(*) from journal where event_type = ? and event_id = ? and notice = ? group by state")
			.params(view.eventType(), view.eventId(), view.notice())
			.query((row, number) -> counts.put(row.getString(1), row.getLong(2)))
			.list();
		return counts;
	}

	/** Every receiver's outcome as CSV (RFC 4180), however many there are. */
	void write(MailingView view, Writer out) {
		this.transaction.executeWithoutResult((running) -> {
			line(out, "user_id", "channel", "outcome", "reason", "attempts", "at", "posting_id");
			this.streaming.query("""
					select user_id, channel, state, reason, attempt,
					       coalesce(concluded_at, dispatched_at, planned_at) as at, id
					  from journal where event_type = ? and event_id = ? and notice = ?
					""",
					(ResultSet row) -> line(out, row.getString("user_id"), row.getString("channel"),
							row.getString("state"), row.getString("reason"), row.getString("attempt"),
							row.getTimestamp("at").toInstant().toString(), row.getString("id")),
					view.eventType(), view.eventId(), view.notice());
		});
	}

	private static void line(Writer out, @Nullable String... fields) {
		try {
			for (int i = 0; i < fields.length; i++) {
				out.write((i > 0) ? "," : "");
				out.write(quoted(fields[i]));
			}
			out.write("\r\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String quoted(@Nullable String field) {
		if (field == null) {
			return "";
		}
		String safe = FORMULA.matcher(field).find() ? "'" + field : field;
		return safe.matches("[^\",\\r\\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
	}

	private static MailingView view(ResultSet row, int number) throws SQLException {
		Timestamp ended = row.getTimestamp("ended_at");
		return new MailingView(row.getString("event_type"), row.getString("event_id"), row.getString("notice"),
				row.getString("id"), row.getString("state"), row.getString("reason"), row.getDouble("rate"),
				row.getTimestamp("created_at").toInstant(), (ended != null) ? ended.toInstant() : null, null);
	}

}
