package cinema.workflows.draft;

import org.jspecify.annotations.Nullable;

/**
 * Where a revision of a draft has come to.
 *
 * @param by who decided that, or null
 * @param reason why, in plain words, or null
 * @param released what it has become, or null
 */
public record DraftStep(String draftId, int revision, OrderStage stage, @Nullable String by, @Nullable String reason,
		@Nullable Released released) {
}
