package cinema.orchestrator.journal;

import java.time.Instant;
import java.util.UUID;

import cinema.workflows.contract.Channel;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Persistable;

/**
 * One posting and how it ended; its letter is written and read by {@link Journal} alone.
 */
@Entity
@Table(name = "journal")
@NullUnmarked
class JournalEntry implements Persistable<UUID> {

	@Id
	private UUID id;

	@Column(nullable = false)
	private String workflowId;

	@Column(nullable = false)
	private String eventType;

	@Column(nullable = false)
	private String eventId;

	@Column(nullable = false)
	private String notice;

	@Column(nullable = false)
	private String topic;

	@Column(nullable = false)
	private String channel;

	@Column(nullable = false)
	private String urgency;

	private @Nullable String userId;

	private @Nullable String fromService;

	private int attempt;

	@Enumerated(EnumType.STRING)
	@Column(nullable = false)
	private JournalState state;

	private @Nullable String reason;

	@Column(nullable = false)
	private Instant plannedAt;

	private @Nullable Instant concludedAt;

	@Transient
	private boolean stored;

	protected JournalEntry() {
	}

	JournalEntry(UUID id, String workflowId, Event event, PlannedNotice notice, Channel channel, Instant plannedAt) {
		this.id = id;
		this.workflowId = workflowId;
		this.eventType = event.type();
		this.eventId = event.id();
		this.notice = notice.name();
		this.topic = notice.topic();
		this.channel = channel.toString();
		this.urgency = notice.urgency().toString();
		this.userId = notice.userId();
		this.fromService = event.fromService();
		this.plannedAt = plannedAt;
	}

	void ended(JournalState state, String reason, Instant at) {
		this.state = state;
		this.reason = reason;
		this.concludedAt = at;
	}

	@Override
	public UUID getId() {
		return this.id;
	}

	/** Ids are made before rows, so only this tells an insert from an update. */
	@Override
	public boolean isNew() {
		return !this.stored;
	}

	@PostLoad
	@PostPersist
	void markStored() {
		this.stored = true;
	}

}
