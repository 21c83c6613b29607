package cinema.auth.outbox;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import cinema.platform.audit.Audit;
import cinema.platform.seal.SealedLinks;
import cinema.platform.trace.Traces;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes events beside what they tell of: both are there or neither is, whatever Kafka
 * does.
 */
@Component
public class Outbox {

	private final JdbcClient jdbc;

	private final OutboxRelay relay;

	private final SealedLinks links;

	private final Audit audit;

	private final Clock clock;

	private final JsonMapper json = JsonMapper.builder().build();

	Outbox(JdbcClient jdbc, OutboxRelay relay, SealProperties seal, Audit audit, Clock clock) {
		this.audit = audit;
		this.links = seal.links();
		this.jdbc = jdbc;
		this.relay = relay;
		this.clock = clock;
	}

	/**
	 * Announces an event when the current transaction commits, and writes down who
	 * brought it about. Its links are sealed.
	 * @param id with the type the event's identity
	 * @param userId whom it is about
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void announce(String type, String id, UUID userId, Map<String, Object> details) {
		Instant now = this.clock.instant();
		Map<String, Object> about = new LinkedHashMap<>();
		about.put("user_id", userId.toString());
		about.putAll(details);
		Map<String, Object> event = new LinkedHashMap<>();
		event.put("id", id);
		event.put("event_type", type);
		event.put("from_service", "auth");
		event.put("priority", "immediate");
		event.put("occurred_at", now.toString());
		event.put("details", this.links.seal(id + "+" + type, about));
		this.audit.note(type, "user " + userId, null);
		this.jdbc.sql("insert into outbox (event_key, event, created_at, user_id, traceparent) values (?, ?, ?, ?, ?)")
			.param(id + "+" + type)
			.param(this.json.writeValueAsString(event))
			.param(Timestamp.from(now))
			.param(userId)
			.param(Traces.traceparent())
			.update();
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void afterCommit() {
				Outbox.this.relay.wake();
			}
		});
	}

	/** Whether links of events, and what else is only for their reader, are sealed. */
	public boolean seals() {
		return this.links.isOn();
	}

	/** Forgets what was announced of a user, and what was to be. */
	public void forget(UUID userId) {
		this.jdbc.sql("delete from outbox where user_id = ?").param(userId).update();
	}

}
