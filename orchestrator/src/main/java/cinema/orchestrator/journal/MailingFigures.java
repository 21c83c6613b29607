package cinema.orchestrator.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts the letters of one mailing by what people ask for, all at once: by the index on
 * its event, and never a letter of another.
 */
@Component
public class MailingFigures {

	/**
	 * What servers say holds addresses and the numbers of their queues; without them the
	 * same words are the same reason.
	 */
	private static final String COUNT = """
			select state, reason, hour, domain, count(*) as count, grouping(reason, hour, domain) as by
			  from (select state, date_trunc('hour', coalesce(concluded_at, dispatched_at, planned_at), 'UTC') as hour, domain,
			               case when state <> 'DELIVERED' then left(regexp_replace(regexp_replace(reason,
			                   '[^\\s<>]+@[^\\s<>]+', '***', 'g'), '\\y(?=\\w*\\d)\\w{8,}\\y', '#', 'g'), 200) end as reason
			          from journal where event_type = ? and event_id = ? and notice = ?) as one
			 group by grouping sets ((state, reason), (state, hour), (state, domain))
			""";

	private final JdbcClient jdbc;

	MailingFigures(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Each letter is in one figure of each kind. */
	public List<Figure> of(String eventType, String eventId, String notice) {
		return this.jdbc.sql(COUNT).params(eventType, eventId, notice).query(MailingFigures::figure).list();
	}

	private static Figure figure(ResultSet row, int number) throws SQLException {
		Timestamp hour = row.getTimestamp("hour");
		Kind kind = switch (row.getInt("by")) {
			case 3 -> Kind.REASON;
			case 5 -> Kind.HOUR;
			default -> Kind.DOMAIN;
		};
		return new Figure(kind, row.getString("state"), row.getString("reason"),
				(hour != null) ? hour.toInstant() : null, row.getString("domain"), row.getLong("count"));
	}

	/** By what letters are counted, beside their state. */
	public enum Kind {

		REASON, HOUR, DOMAIN

	}

	/**
	 * So many letters.
	 *
	 * @param reason why, when that is what is counted by; or null
	 * @param hour in which that became so, when that is what is counted by; or null
	 * @param domain of their addresses, when that is what is counted by; null when it is
	 * not known
	 */
	public record Figure(Kind kind, String state, @Nullable String reason, @Nullable Instant hour,
			@Nullable String domain, long count) {
	}

}
