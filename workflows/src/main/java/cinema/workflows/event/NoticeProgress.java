package cinema.workflows.event;

import java.time.Instant;

import cinema.workflows.journal.NoticeOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Where one notice of a running event is.
 *
 * @param state what it does now, in plain words
 * @param heldUntil when it goes on, or null when it does not wait for a moment
 * @param outcome how it ended, or null while it runs
 * @param postingId of the posting whose turn it is, or null before there is one and where
 * a workflow of an earlier version answers
 */
public record NoticeProgress(String notice, String state, @Nullable Instant heldUntil, @Nullable NoticeOutcome outcome,
		@Nullable String postingId) {
}
