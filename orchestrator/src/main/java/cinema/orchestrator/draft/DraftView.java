package cinema.orchestrator.draft;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import cinema.orchestrator.staff.Change;
import cinema.orchestrator.staff.Links;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A draft as it is shown.
 *
 * @param version whoever changes it says which one they saw
 * @param revision what was submitted last, 0 for nothing
 * @param receivers how many there were when it was submitted; null where nobody can count
 * @param decidedBy who approved, refused or stopped it
 * @param reason why it is where it is, in plain words
 * @param eventId the mailing event that it has become, of a canary that of the part
 * @param notice what its mailing is called
 * @param scheduleId the schedule that it has become
 * @param changes who did what, the oldest first; null in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MailingDraft")
public record DraftView(UUID id, int version, DraftState state, DraftContent content, int revision, String createdBy,
		Instant createdAt, String changedBy, Instant changedAt, @Nullable String submittedBy, @Nullable Long receivers,
		@Nullable String decidedBy, @Nullable String reason, @Nullable String eventId, @Nullable String notice,
		@Nullable String scheduleId, @Nullable List<Change> changes, @Nullable Links links) {

	DraftView with(@Nullable List<Change> known, Links found) {
		return new DraftView(this.id, this.version, this.state, this.content, this.revision, this.createdBy,
				this.createdAt, this.changedBy, this.changedAt, this.submittedBy, this.receivers, this.decidedBy,
				this.reason, this.eventId, this.notice, this.scheduleId, known, found);
	}

}
