package cinema.orchestrator.journal;

import java.time.Instant;
import java.util.UUID;

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

/** One posting: the letter that was dispatched, and how it ended. */
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

	private @Nullable String userId;

	private int attempt;

	private @Nullable String posting;

	@Enumerated(EnumType.STRING)
	@Column(nullable = false)
	private JournalState state;

	private @Nullable String reason;

	@Column(nullable = false)
	private Instant changedAt;

	@Transient
	private boolean stored;

	protected JournalEntry() {
	}

	JournalEntry(UUID id, String workflowId, String eventType, String eventId, String notice, String topic,
			String channel, @Nullable String userId) {
		this.id = id;
		this.workflowId = workflowId;
		this.eventType = eventType;
		this.eventId = eventId;
		this.notice = notice;
		this.topic = topic;
		this.channel = channel;
		this.userId = userId;
	}

	void dispatched(int attempt, String posting, Instant at) {
		this.attempt = attempt;
		this.posting = posting;
		this.state = JournalState.DISPATCHED;
		this.reason = null;
		this.changedAt = at;
	}

	void ended(JournalState state, String reason, Instant at) {
		this.state = state;
		this.reason = reason;
		this.changedAt = at;
	}

	int attempt() {
		return this.attempt;
	}

	@Nullable String posting() {
		return this.posting;
	}

	JournalState state() {
		return this.state;
	}

	@Nullable String reason() {
		return this.reason;
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
