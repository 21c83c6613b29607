package cinema.orchestrator.draft;

import java.time.Instant;
import java.util.UUID;

import cinema.workflows.draft.DraftStep;
import cinema.workflows.draft.OrderStage;
import cinema.workflows.draft.Released;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A mailing that staff write, and how far it has come. */
@Entity
@Table(name = "mailing_draft")
@NullUnmarked
class Draft {

	@Id
	private UUID id;

	@Version
	private Integer version;

	private int revision;

	@Enumerated(EnumType.STRING)
	private DraftState state;

	private String content;

	private String createdBy;

	private Instant createdAt;

	private String changedBy;

	private Instant changedAt;

	private @Nullable String submittedBy;

	private @Nullable Long receivers;

	private @Nullable String decidedBy;

	private @Nullable String reason;

	private @Nullable String eventId;

	private @Nullable String notice;

	private @Nullable String scheduleId;

	protected Draft() {
	}

	Draft(DraftContent content, String by, Instant now) {
		this.id = UUID.randomUUID();
		this.state = DraftState.DRAFT;
		this.createdBy = by;
		this.createdAt = now;
		write(content, by, now);
	}

	/** What was submitted is not what it is any more. */
	void write(DraftContent written, String by, Instant now) {
		this.content = written.write();
		this.state = DraftState.DRAFT;
		this.reason = null;
		touch(by, now);
	}

	private void touch(String by, Instant now) {
		this.changedBy = by;
		this.changedAt = now;
	}

	/** Nobody approves another than this revision. */
	void submit(String by, @Nullable Long counted, Instant now) {
		this.revision++;
		this.state = DraftState.WAITING_FOR_APPROVAL;
		this.submittedBy = by;
		this.receivers = counted;
		this.decidedBy = null;
		this.reason = null;
		touch(by, now);
	}

	/** Whether a revision is on its way. */
	boolean isUnderway(int number) {
		return this.revision == number && this.state.isUnderway();
	}

	/**
	 * Whether a step is still one of what is wanted; one that has come to its end stays
	 * there, whatever a workflow says that was restored from before it.
	 */
	boolean wants(DraftStep step) {
		boolean gone = this.state != DraftState.DRAFT && this.state == state(step);
		return isUnderway(step.revision()) || (gone && this.revision == step.revision());
	}

	/** Goes a step further; one that it has gone changes nothing. */
	void go(DraftStep step, Instant now) {
		this.state = state(step);
		this.reason = step.reason();
		this.decidedBy = (step.by() != null) ? step.by() : this.decidedBy;
		Released released = step.released();
		if (released != null) {
			this.eventId = released.eventId();
			this.notice = released.notice();
			this.scheduleId = released.scheduleId();
		}
		this.changedAt = now;
	}

	private static DraftState state(DraftStep step) {
		return (step.stage() == OrderStage.WITHDRAWN) ? DraftState.DRAFT : DraftState.valueOf(step.stage().name());
	}

	UUID id() {
		return this.id;
	}

	int version() {
		return this.version;
	}

	int revision() {
		return this.revision;
	}

	DraftState state() {
		return this.state;
	}

	DraftContent content() {
		return DraftContent.read(this.content);
	}

	/** Whether that is what is written, once it is kept as we keep it. */
	boolean has(DraftContent other) {
		return content().equals(DraftContent.read(other.write()));
	}

	String changedBy() {
		return this.changedBy;
	}

	/** When it was changed last, or went on. */
	Instant changedAt() {
		return this.changedAt;
	}

	/** As people are shown it. */
	DraftView view() {
		return new DraftView(this.id, this.version, this.state, content(), this.revision, this.createdBy,
				this.createdAt, this.changedBy, this.changedAt, this.submittedBy, this.receivers, this.decidedBy,
				this.reason, this.eventId, this.notice, this.scheduleId, null, null);
	}

}
