package cinema.worker.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

import cinema.platform.trace.LogIds;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import org.jspecify.annotations.Nullable;

/**
 * A posting as its message brought it, perhaps not for the first time.
 *
 * @param replyTo the queue that waits for its receipt, or null
 * @param occurredAt when its event happened, for the figures; null when nobody said
 * @param traceparent the trace that this attempt belongs to, or null
 */
public record Received(Posting posting, @Nullable String replyTo, @Nullable Instant occurredAt,
		@Nullable String traceparent) {

	private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	/** The same, as a part of a trace. */
	public Received within(@Nullable String trace) {
		return new Received(this.posting, this.replyTo, this.occurredAt, trace);
	}

	/** The message in the inbox that says the same as this notification, or null. */
	@Nullable String messageId() {
		Map<String, String> headers = this.posting.headers();
		String id = (headers != null && this.posting.channel() == Channel.PUSH) ? headers.get(Posting.INBOX_MESSAGE)
				: null;
		return (id != null && ID.matcher(id).matches()) ? id : null;
	}

	/** Puts its ids on the lines of the log. */
	public void mark(LogIds ids) {
		ids.with("workflowId", this.posting.workflowId())
			.with("eventId", this.posting.eventId())
			.with("postingId", this.posting.id());
	}

}
