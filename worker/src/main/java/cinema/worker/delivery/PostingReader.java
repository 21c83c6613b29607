package cinema.worker.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import cinema.platform.trace.Traces;
import cinema.worker.channel.DeliveryChannel;
import cinema.worker.ledger.Received;
import cinema.worker.queue.UnreadableMessageException;
import cinema.worker.queue.WireFormat;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Erasure;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Withdrawal;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.Message;
import org.springframework.stereotype.Component;

/** Reads what the queues bring: postings, and withdrawals of postings. */
@Component
class PostingReader {

	private static final Pattern SAMPLED = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f][13579bdf]");

	private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

	private final WireFormat wire;

	private final Set<Channel> served;

	PostingReader(WireFormat wire, List<DeliveryChannel> channels) {
		this.wire = wire;
		this.served = channels.stream().map(DeliveryChannel::channel).collect(Collectors.toUnmodifiableSet());
	}

	static boolean isWithdrawal(Message message) {
		return PostingQueues.WITHDRAWAL_TYPE.equals(message.getMessageProperties().getType());
	}

	static boolean isErasure(Message message) {
		return PostingQueues.ERASURE_TYPE.equals(message.getMessageProperties().getType());
	}

	/**
	 * Reads an erasure.
	 * @throws UnreadableMessageException names the field
	 */
	Erasure erasure(Message message) {
		return this.wire.erasure(message.getBody());
	}

	/**
	 * Reads a posting that can be delivered here.
	 * @throws UnreadableMessageException names the field
	 */
	Received posting(Message message) {
		Posting posting = this.wire.posting(message.getBody());
		if (!this.served.contains(posting.channel())) {
			throw new UnreadableMessageException("UNKNOWN_CHANNEL",
					"channel: " + posting.channel() + " is not served here");
		}
		return new Received(posting, replyTo(message), occurredAt(message), traceparent(message));
	}

	/**
	 * Reads a withdrawal.
	 * @throws UnreadableMessageException names the field
	 */
	Withdrawal withdrawal(Message message) {
		return this.wire.withdrawal(message.getBody());
	}

	/** Null for what can be no queue's name; then everybody's queue is the one. */
	static @Nullable String replyTo(Message message) {
		String queue = message.getMessageProperties().getReplyTo();
		return (queue != null && queue.chars().noneMatch(Character::isISOControl)) ? queue : null;
	}

	/** Of a trace that somebody keeps, else null. */
	static @Nullable String traceparent(Message message) {
		Object value = message.getMessageProperties().getHeaders().get(Traces.HEADER);
		return (value != null && SAMPLED.matcher(value.toString()).matches()) ? value.toString() : null;
	}

	/** Null for what is no moment of our time, since the figures reckon with it. */
	static @Nullable Instant occurredAt(Message message) {
		return (message.getMessageProperties().getHeaders().get(PostingQueues.OCCURRED_AT) instanceof Long at && at > 0
				&& at < LAST.toEpochMilli()) ? Instant.ofEpochMilli(at) : null;
	}

}
