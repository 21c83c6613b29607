package cinema.orchestrator.mailing;

import java.time.Instant;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;

/** Mailings and outcomes as they stand in the database. */
public final class MailingRows {

	private static final String DEFINITION = """
			{"event": {"type": "mailing", "id": "%1$s", "fromService": null, "occurredAt": "2026-11-24T07:00:00Z", "details": {}},
			 "notice": "%2$s", "topic": "%2$s", "urgency": "bulk", "audience": "http://auth/users", "template": "new_movies",
			 "channels": ["email"], "sources": {}, "values": {"title": "Friday films"}, "quietHours": null,
			 "timeToLive": "PT87600H", "sendAt": null, "sendAtLocal": null, "rate": 0.0, "required": false,
			 "patience": null, "limits": null}""";

	private final JdbcTemplate jdbc;

	private final String notice;

	public MailingRows(JdbcTemplate jdbc, String notice) {
		this.jdbc = jdbc;
		this.notice = notice;
	}

	public void mailing(String event, String status, Instant created) {
		this.jdbc.update("""
				insert into mailing (id, event_type, event_id, notice, definition, context, rate, status, created_at)
				values (?, 'mailing', ?, ?, ?, '{}', 0, ?, ?::timestamptz)
				""", "mailing/" + event + "/" + this.notice, event, this.notice,
				DEFINITION.formatted(event, this.notice), status, created.toString());
	}

	public void outcome(String event, String user, String state, String reason) {
		this.jdbc.update("""
				insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, user_id,
				       attempt, state, reason, planned_at)
				values (?, 'w', 'mailing', ?, ?, 't', 'email', 'bulk', ?, 1, ?, ?, now())
				""", UUID.randomUUID(), event, this.notice, user, state, reason);
	}

	void outcomes(String event, int count) {
		this.jdbc.update("""
				insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, user_id,
				       attempt, state, reason, planned_at)
				select gen_random_uuid(), 'w', 'mailing', ?, ?, 't', 'email', 'bulk', 'u-' || n, 1, 'REJECTED',
				       repeat('no such mailbox here ', 10), now() from generate_series(1, ?) as n
				""", event, this.notice, count);
	}

}
