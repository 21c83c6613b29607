package cinema.worker.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import cinema.worker.channel.DeliveryChannel;
import cinema.worker.queue.UnreadableMessageException;
import cinema.worker.queue.WireFormat;
import cinema.worker.trace.Traces;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Withdrawal;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.Message;
import org.springframework.stereotype.Component;

/** Reads what the queues bring: postings, and withdrawals of postings. */
@Component
class PostingReader {

	private final WireFormat wire;

	private final Set<Channel> served;

	PostingReader(WireFormat wire, List<DeliveryChannel> channels) {
		this.wire = wire;
		this.served = channels.stream().map(DeliveryChannel::channel).collect(Collectors.toUnmodifiableSet());
	}

	static boolean isWithdrawal(Message message) {
		return PostingQueues.WITHDRAWAL_TYPE.equals(message.getMessageProperties().getType());
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
		return new Received(posting, message.getMessageProperties().getReplyTo(), occurredAt(message),
				traceparent(message));
	}

	/**
	 * Reads a withdrawal.
	 * @throws UnreadableMessageException names the field
	 */
	Withdrawal withdrawal(Message message) {
		return this.wire.withdrawal(message.getBody());
	}

	static @Nullable String traceparent(Message message) {
		Object value = message.getMessageProperties().getHeaders().get(Traces.HEADER);
		return (value != null) ? value.toString() : null;
	}

	private static @Nullable Instant occurredAt(Message message) {
		return (message.getMessageProperties().getHeaders().get(PostingQueues.OCCURRED_AT) instanceof Long at)
				? Instant.ofEpochMilli(at) : null;
	}

}
