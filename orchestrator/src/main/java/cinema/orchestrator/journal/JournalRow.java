package cinema.orchestrator.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import cinema.workflows.WorkflowIds;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the journal knows of one posting, without the letter.
 *
 * @param attempt the newest attempt, or 0 when it was never dispatched
 * @param fromService who announced the event, or null
 * @param heldUntil when it goes on, or null when it does not wait for a moment
 * @param attempts those that have come to something
 * @param holds each wait for a moment, the oldest first
 * @param timeZone the receiver's, as it was planned; null where that was not noted
 * @param deadline from then on it is worth nothing; null where that was not noted
 * @param withdrawal why staff took it back, or null
 * @param kept whether the letter itself is still there
 * @param step its place among the steps of its notice, from 1, or null where that has
 * none
 * @param seenAt when its receiver looked at it, or null
 * @param takenBackAt when staff asked for it though it had arrived, or null
 */
public record JournalRow(UUID id, String workflowId, String eventType, String eventId, String notice, String topic,
		String channel, @Nullable String userId, @Nullable String fromService, int attempt, String state,
		@Nullable String reason, Instant plannedAt, @Nullable Instant dispatchedAt, @Nullable Instant concludedAt,
		@Nullable Instant heldUntil, List<JournalAttempt> attempts, List<JournalHold> holds, @Nullable String timeZone,
		@Nullable Instant deadline, @Nullable String withdrawal, boolean kept, @Nullable Integer step,
		@Nullable Instant seenAt, @Nullable Instant takenBackAt) {

	/** The same as somebody knows it who knows more. */
	public JournalRow become(String newState, @Nullable String newReason, @Nullable Instant until) {
		return new JournalRow(this.id, this.workflowId, this.eventType, this.eventId, this.notice, this.topic,
				this.channel, this.userId, this.fromService, this.attempt, newState, newReason, this.plannedAt,
				this.dispatchedAt, this.concludedAt, until, this.attempts, this.holds, this.timeZone, this.deadline,
				this.withdrawal, this.kept, this.step, this.seenAt, this.takenBackAt);
	}

	/** Its attempts, with the one that nobody has answered. */
	public List<JournalAttempt> allAttempts() {
		List<JournalAttempt> all = new ArrayList<>(this.attempts);
		if (this.attempt > 0 && all.stream().noneMatch((one) -> one.number() == this.attempt)) {
			all.add(new JournalAttempt(this.attempt, this.dispatchedAt, null, null, null, null));
		}
		return all;
	}

	/** Whether it is a letter of a mailing to many. */
	public boolean isOfMailing() {
		return WorkflowIds.isPage(this.workflowId);
	}

	/**
	 * One attempt to deliver, as the journal keeps it and the API shows it.
	 *
	 * @param at when its outcome became known
	 * @param outcome what it came to; null while nothing has been heard of it
	 * @param reason what the channel's server said, or why it was not sent
	 * @param retryAt when another attempt made sense, or null
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "AttemptView")
	public record JournalAttempt(int number, @JsonProperty("dispatched_at") @Nullable Instant dispatchedAt,
			@Nullable Instant at, @Nullable String outcome, @Nullable String reason,
			@JsonProperty("retry_at") @Nullable Instant retryAt) {
	}

}
