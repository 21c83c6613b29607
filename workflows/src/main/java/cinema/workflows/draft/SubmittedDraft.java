package cinema.workflows.draft;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What was submitted, with the rules that held then.
 *
 * @param revision what exactly: its content under that number never changes
 * @param submittedBy a service or a user, by name or id
 * @param needsApproval whether somebody has to approve it
 * @param approvedBy who approved it for a run that is lost, or null
 * @param byAnother whether that has to be somebody else
 * @param canary whom to tell first, or null for all at once
 * @param sendAt when it is to be sent, or null for at once
 */
public record SubmittedDraft(String draftId, int revision, String submittedBy, boolean needsApproval,
		@Nullable String approvedBy, boolean byAnother, @Nullable Canary canary, @Nullable Instant sendAt) {

	/** What is to be written down of it. */
	DraftStep step(OrderStage stage, @Nullable String by, @Nullable String reason, @Nullable Released released) {
		return new DraftStep(this.draftId, this.revision, stage, by, reason, released);
	}

	/** A part of it that is to go out. */
	DraftPart part(DraftPart.Part part, Instant at) {
		return new DraftPart(this.draftId, this.revision, part, at);
	}

}
