package cinema.workflows.journal;

import cinema.workflows.contract.Channel;
import org.jspecify.annotations.Nullable;

/**
 * How one notice ended, and why in plain words.
 *
 * @param channel the channel that was tried last, or null when none was
 * @param postingId the posting that was tried last, or null when none was
 * @param attempts how many attempts were dispatched on that channel
 */
public record NoticeOutcome(String notice, OutcomeStatus status, String reason, @Nullable Channel channel,
		@Nullable String postingId, int attempts) {
}
