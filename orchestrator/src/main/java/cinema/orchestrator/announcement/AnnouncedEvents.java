package cinema.orchestrator.announcement;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import cinema.orchestrator.erasure.Forgetful;
import cinema.orchestrator.staff.Change;
import cinema.orchestrator.staff.NotificationProperties;
import cinema.platform.audit.Actor;
import cinema.platform.sweep.Sweep;
import cinema.workflows.plan.Event;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Remembers which events came by REST, also before Kafka and Temporal have them. A row
 * without {@code sent_at} is one that a crash or a silent Kafka came between.
 */
@Component
public class AnnouncedEvents implements Forgetful {

	private final JdbcClient jdbc;

	private final Clock clock;

	private final NotificationProperties properties;

	AnnouncedEvents(JdbcClient jdbc, NotificationProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	/** Notes an event before it is announced; the first of an identity wins. */
	Standing note(Event event, String fingerprint, String by) {
		int added = this.jdbc
			.sql("""
					insert into announced (event_type, event_id, fingerprint, announced_at, announced_by) values (?, ?, ?, ?, ?)
					on conflict do nothing
					""")
			.params(event.type(), event.id(), fingerprint, now(), by)
			.update();
		if (added > 0) {
			return Standing.TO_ANNOUNCE;
		}
		return this.jdbc
			.sql("select fingerprint = ?, sent_at is not null from announced where event_type = ? and event_id = ?")
			.params(fingerprint, event.type(), event.id())
			.query((row, number) -> standing(row.getBoolean(1), row.getBoolean(2)))
			.single();
	}

	private static Standing standing(boolean same, boolean sent) {
		if (!same) {
			return Standing.OTHER_BODY;
		}
		return sent ? Standing.ANNOUNCED : Standing.TO_ANNOUNCE;
	}

	/** Notes that Kafka has them. */
	void sent(List<Event> events) {
		this.jdbc.sql("""
				update announced set sent_at = ? from unnest(?::text[], ?::text[]) as sent(type, id)
				 where event_type = sent.type and event_id = sent.id
				""")
			.params(now(), events.stream().map(Event::type).toArray(String[]::new),
					events.stream().map(Event::id).toArray(String[]::new))
			.update();
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	/** Who announced it here, and when; nothing when it came by Kafka or long ago. */
	public Optional<Change> announcement(String type, String id) {
		return this.jdbc.sql("""
				select 'announced' as what, announced_by as by, announced_at as at, null as reason from announced
				 where event_type = ? and event_id = ? and announced_by is not null
				""").params(type, id).query(Change.class).optional();
	}

	/** Whether Kafka has had an event of this identity from here. */
	public boolean isKnown(String type, String id) {
		return this.jdbc.sql("select 1 from announced where event_type = ? and event_id = ? and sent_at is not null")
			.params(type, id)
			.query(Integer.class)
			.optional()
			.isPresent();
	}

	@Override
	public void forget(String userId, Collection<String> addresses) {
		this.jdbc.sql("update announced set announced_by = ? where announced_by = ?")
			.params(Actor.FORGOTTEN, Actor.user(userId))
			.update();
	}

	/**
	 * Whoever repeats an event after so long is told apart by its workflow and posting.
	 */
	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
	public void forgetOld() {
		new Sweep("announced", "announced_at").delete(this.jdbc,
				this.clock.instant().minus(this.properties.rememberFor()));
	}

	/** What is known of an identity when an event wants it. */
	enum Standing {

		TO_ANNOUNCE, ANNOUNCED, OTHER_BODY

	}

}
