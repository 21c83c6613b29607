package cinema.workflows.draft;

import java.time.Instant;

/**
 * What is to go out of a revision of a draft.
 *
 * @param at when that was decided, which is when its event occurred
 */
public record DraftPart(String draftId, int revision, Part part, Instant at) {

	/** Whom it goes to. */
	public enum Part {

		WHOLE, CANARY, REST

	}

}
