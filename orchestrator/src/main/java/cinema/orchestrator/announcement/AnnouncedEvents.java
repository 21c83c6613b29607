package cinema.orchestrator.announcement;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import cinema.orchestrator.staff.Change;
import cinema.orchestrator.staff.NotificationProperties;
import cinema.workflows.plan.Event;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Remembers which events came by REST, also before Kafka and Temporal have them. A row
 * without {@code sent_at} is one that a crash or a silent Kafka came between.
 */
@Component
public class AnnouncedEvents {

	private final JdbcTemplate jdbc;

	private final Clock clock;

	private final NotificationProperties properties;

	AnnouncedEvents(JdbcTemplate jdbc, NotificationProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	/** Notes an event before it is announced; the first of an identity wins. */
	Standing note(Event event, String fingerprint, String by) {
		int added = this.jdbc.update(
				"""
						insert into announced (event_type, event_id, fingerprint, announced_at, announced_by) values (?, ?, ?, ?, ?)
						on conflict do nothing
						""",
				event.type(), event.id(), fingerprint, Timestamp.from(this.clock.instant()), by);
		if (added > 0) {
			return Standing.TO_ANNOUNCE;
		}
		return this.jdbc.queryForObject("""
				select fingerprint = ?, sent_at is not null from announced where event_type = ? and event_id = ?
				""", (row, number) -> standing(row.getBoolean(1), row.getBoolean(2)), fingerprint, event.type(),
				event.id());
	}

	private static Standing standing(boolean same, boolean sent) {
		if (!same) {
			return Standing.OTHER_BODY;
		}
		return sent ? Standing.ANNOUNCED : Standing.TO_ANNOUNCE;
	}

	/** Notes that Kafka has them. */
	void sent(List<Event> events) {
		Timestamp now = Timestamp.from(this.clock.instant());
		this.jdbc.batchUpdate("update announced set sent_at = ? where event_type = ? and event_id = ?",
				events.stream().map((event) -> new Object[] { now, event.type(), event.id() }).toList());
	}

	/** Who announced it here, and when; nothing when it came by Kafka or long ago. */
	public Optional<Change> announcement(String type, String id) {
		return this.jdbc.query("""
				select announced_by, announced_at from announced
				 where event_type = ? and event_id = ? and announced_by is not null
				""", (row, number) -> new Change("announced", row.getString(1), row.getTimestamp(2).toInstant(), null),
				type, id)
			.stream()
			.findFirst();
	}

	/** Whether Kafka has had an event of this identity from here. */
	public boolean isKnown(String type, String id) {
		return !this.jdbc
			.queryForList("select 1 from announced where event_type = ? and event_id = ? and sent_at is not null", type,
					id)
			.isEmpty();
	}

	/**
	 * Whoever repeats an event after so long is told apart by its workflow and posting.
	 */
	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
	public void forgetOld() {
		this.jdbc.update("delete from announced where announced_at < ?",
				Timestamp.from(this.clock.instant().minus(this.properties.rememberFor())));
	}

	/** What is known of an identity when an event wants it. */
	enum Standing {

		TO_ANNOUNCE, ANNOUNCED, OTHER_BODY

	}

}
