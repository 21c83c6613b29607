package cinema.orchestrator.notification;

import java.time.Instant;
import java.util.List;

import cinema.orchestrator.journal.JournalRow;
import cinema.orchestrator.journal.JournalRow.JournalAttempt;
import cinema.workflows.event.NoticeProgress;
import cinema.workflows.journal.NoticeOutcome;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One posting, or a notice that has none yet.
 *
 * @param id null while it neither waited nor was dispatched
 * @param state where it is
 * @param reason why, in plain words
 * @param heldUntil when it goes on, or null when it does not wait for a moment
 * @param step its place among the steps of its notice, from 1; null where that has none
 * @param seenAt when its receiver looked at it, where a channel can tell; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PostingView(@Nullable String id, String notice, @Nullable String channel, String state,
		@Nullable String reason, @Nullable Instant heldUntil, @Nullable Instant plannedAt,
		@Nullable Instant concludedAt, List<JournalAttempt> attempts, @Nullable Integer step,
		@Nullable Instant seenAt) {

	static PostingView of(JournalRow row) {

		String reason = (row.reason() == null && row.state().equals("DISPATCHED")) ? "with the worker" : row.reason();
		return new PostingView(row.id().toString(), row.notice(), row.channel(), row.state(), reason, row.heldUntil(),
				row.plannedAt(), row.concludedAt(), row.allAttempts(), row.step(), row.seenAt());
	}

	/** As the workflow knows it, before the journal hears of it. */
	static PostingView of(NoticeProgress notice) {
		NoticeOutcome outcome = notice.outcome();
		if (outcome == null) {
			return new PostingView(null, notice.notice(), null, state(notice), notice.state(), notice.heldUntil(), null,
					null, List.of(), null, null);
		}
		return new PostingView(outcome.postingId(), notice.notice(),
				(outcome.channel() != null) ? outcome.channel().toString() : null, outcome.status().name(),
				words(outcome), null, null, null, List.of(), null, null);
	}

	/** As the journal has it: the channel stands beside it. */
	private static String words(NoticeOutcome outcome) {
		String channel = outcome.channel() + ": ";
		return outcome.reason().startsWith(channel) ? outcome.reason().substring(channel.length()) : outcome.reason();
	}

	private static String state(NoticeProgress notice) {
		return (notice.heldUntil() != null) ? "HELD" : "PLANNED";
	}

	/** The workflow knows more of what waits, and hears of an end first. */
	PostingView with(NoticeProgress notice) {
		NoticeOutcome outcome = notice.outcome();
		if (outcome != null) {
			boolean isOther = outcome.postingId() != null && !outcome.postingId().equals(this.id);
			return isOther ? this : become(outcome.status().name(), words(outcome), null);
		}
		if (notice.heldUntil() == null) {
			return this;
		}
		return become(this.state.equals("DEFERRED") ? this.state : "HELD", notice.state(), notice.heldUntil());
	}

	private PostingView become(String state, @Nullable String reason, @Nullable Instant heldUntil) {
		return new PostingView(this.id, this.notice, this.channel, state, reason, heldUntil, this.plannedAt,
				this.concludedAt, this.attempts, this.step, this.seenAt);
	}

}
