package cinema.orchestrator.mailing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import cinema.orchestrator.mailing.MailingFilter.Position;
import cinema.orchestrator.mailing.MailingView.Status;
import cinema.orchestrator.staff.NotificationLinks;
import cinema.workflows.mailing.MailingOutcome;
import cinema.workflows.mailing.MailingProgress;
import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is written down of mailings, for people to read. */
@Component
class MailingRecords {

	private static final String SELECT = """
			select * from (select event_type, event_id, notice, id, definition, rate, created_at, ended_at,
			       case when status is not null then status
			            when context is null then 'ANNOUNCED'
			            when cancelled is not null then 'RUNNING'
			            when paused then 'PAUSED'
			            when starts_at > now() then 'HELD'
			            else 'RUNNING' end as state,
			       case when status is not null then outcome::jsonb ->> 'reason'
			            when cancelled is not null then cancelled
			            when context is null then 'what its letters need is being collected'
			            when paused then 'paused' || coalesce(' by ' || paused_by, '')
			            when starts_at > now() then 'held until '
			                || to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end as reason
			  from mailing) as mailing
			 where true
			""";

	private final JsonMapper json = JsonMapper.builder().build();

	private final JdbcClient jdbc;

	private final NotificationLinks links;

	MailingRecords(JdbcClient jdbc, NotificationLinks links) {
		this.jdbc = jdbc;
		this.links = links;
	}

	/** The newest first, and one more than wanted where there are more. */
	List<MailingView> list(MailingFilter filter) {
		StringBuilder sql = new StringBuilder(SELECT);
		List<Object> values = new ArrayList<>();
		if (filter.status() != null) {
			sql.append(" and state = ?");
			values.add(filter.status().name());
		}
		Position after = filter.after();
		if (after != null) {
			sql.append(" and (created_at, id) < (?, ?)");
			values.addAll(List.of(Timestamp.from(after.createdAt()), after.id()));
		}
		values.add(filter.limit() + 1);
		return this.jdbc.sql(sql + " order by created_at desc, id desc limit ?")
			.params(values)
			.query(this::view)
			.list();
	}

	Optional<MailingView> find(String id) {
		return this.jdbc.sql(SELECT + " and id = ?").param(id).query(this::view).optional();
	}

	/**
	 * With how many receivers the journal has in which state; those who are held are not
	 * there yet.
	 */
	MailingView counted(MailingView view) {
		Map<String, Long> counts = new TreeMap<>();
		this.jdbc.sql(
				"select state, count(*) from journal where event_type = ? and event_id = ? and notice = ? group by state")
			.params(view.eventType(), view.eventId(), view.notice())
			.query((row, number) -> counts.put(row.getString(1), row.getLong(2)))
			.list();
		return view.counted(counts);
	}

	/** Where a mailing was when it ended, or nothing when it has not. */
	Optional<MailingProgress> end(String id) {
		return this.jdbc.sql("select outcome from mailing where id = ? and outcome is not null")
			.param(id)
			.query((row, number) -> this.json.readValue(row.getString(1), MailingOutcome.class).progress())
			.optional();
	}

	private MailingView view(ResultSet row, int number) throws SQLException {
		String event = row.getString("event_id");
		String notice = row.getString("notice");
		String id = row.getString("id");
		Mailing mailing = this.json.readValue(row.getString("definition"), Mailing.class);
		return new MailingView(row.getString("event_type"), event, notice, id, mailing.event().fromService(),
				Status.valueOf(row.getString("state")), row.getString("reason"), row.getDouble("rate"),
				instant(row, "created_at"), instant(row, "ended_at"), null, null, OrderedMailing.of(mailing),
				this.links.to(MailingLookup.path(event, notice), id));
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		Timestamp at = row.getTimestamp(column);
		return (at != null) ? at.toInstant() : null;
	}

}
