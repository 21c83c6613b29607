package cinema.workflows.contract;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One finished letter for one receiver on one channel, with its conditions. JSON on
 * RabbitMQ, in snake case; see {@code docs/contracts/posting.json}.
 *
 * @param id UUIDv5 of event type, event id, notice, user id and channel: always the same
 * for the same posting
 * @param headers further headers of the letter, for example {@code List-Unsubscribe}
 * @param deadline after it the posting is worthless and is dropped
 * @param quietHours when not to deliver, in the receiver's zone; null when the night does
 * not matter
 * @param attempt counts tries from 1; a copy of the same try has the same number
 * @param attachments its files, by reference; null when it has none
 */
public record Posting(String id, String workflowId, String eventId, String notice, String topic, Channel channel,
		Urgency urgency, PostingReceiver receiver, String subject, String html, String text,
		Map<String, String> headers, Instant deadline, @Nullable QuietHours quietHours, int attempt,
		@Nullable List<Attachment> attachments) {

	/**
	 * The header of a notification that names the message in the inbox by which the same
	 * notice tells the same.
	 */
	public static final String INBOX_MESSAGE = "inbox-message";

	/** A letter without files. */
	public Posting(String id, String workflowId, String eventId, String notice, String topic, Channel channel,
			Urgency urgency, PostingReceiver receiver, String subject, String html, String text,
			Map<String, String> headers, Instant deadline, @Nullable QuietHours quietHours, int attempt) {
		this(id, workflowId, eventId, notice, topic, channel, urgency, receiver, subject, html, text, headers, deadline,
				quietHours, attempt, null);
	}

	public String routingKey() {
		return PostingQueues.routingKey(this.channel, this.urgency);
	}

	public boolean isExpiredAt(Instant instant) {
		return !instant.isBefore(this.deadline);
	}

	/**
	 * The first moment from this instant on that is not in the receiver's night.
	 * @throws java.time.DateTimeException when the receiver's zone is unknown
	 */
	public Instant awakeFrom(Instant instant) {
		return (this.quietHours != null) ? this.quietHours.endingAfter(instant, ZoneId.of(this.receiver.timeZone()))
				: instant;
	}

	/**
	 * The same letter once more; only the receiver's zone may have changed meanwhile, and
	 * the night with it.
	 */
	public Posting nextAttempt(int number, String timeZone, @Nullable QuietHours night) {
		PostingReceiver to = new PostingReceiver(this.receiver.userId(), this.receiver.address(), this.receiver.name(),
				timeZone, this.receiver.locale());
		return new Posting(this.id, this.workflowId, this.eventId, this.notice, this.topic, this.channel, this.urgency,
				to, this.subject, this.html, this.text, this.headers, this.deadline, night, number, this.attachments);
	}

	@Override
	public String toString() {
		return "Posting[" + this.id + ", attempt " + this.attempt + "]";
	}

}
