package cinema.worker.delivery;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import cinema.worker.queue.DeadPostings;
import cinema.worker.queue.UnreadableMessageException;
import cinema.worker.queue.WireFormat;
import cinema.worker.trace.LogIds;
import cinema.worker.trace.Traces;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingQueues;
import com.rabbitmq.client.Channel;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Takes messages and acknowledges each when its outcome is in the ledger. What has to
 * wait stays unacknowledged and is looked at again: the prefetch bounds how much that can
 * be, and nothing comes back in a circle.
 */
@Component
class PostingListener implements ChannelAwareMessageListener {

	private static final Logger logger = LoggerFactory.getLogger(PostingListener.class);

	private static final long SHORTEST_PAUSE = 200;

	private static final long PAUSE_IN_TROUBLE = 2000;

	private final PostingDelivery delivery;

	private final WireFormat wire;

	private final DeadPostings dead;

	private final Traces traces;

	private final TaskScheduler later;

	private final Clock clock;

	PostingListener(PostingDelivery delivery, WireFormat wire, DeadPostings dead, Traces traces, TaskScheduler later,
			Clock clock) {
		this.delivery = delivery;
		this.wire = wire;
		this.dead = dead;
		this.traces = traces;
		this.later = later;
		this.clock = clock;
	}

	@Override
	public void onMessage(Message message, @Nullable Channel channel) {
		if (channel == null) {
			throw new IllegalStateException("the container has to acknowledge by hand");
		}
		Span span = this.traces.resume("deliver", SpanKind.CONSUMER, header(message, Traces.HEADER));
		try (LogIds ids = LogIds.of(null, null, message.getMessageProperties().getMessageId());
				Scope scope = span.makeCurrent()) {
			Optional<Instant> again = take(message);
			if (again.isPresent()) {
				Instant soonest = this.clock.instant().plusMillis(SHORTEST_PAUSE);
				schedule(message, channel, again.get().isAfter(soonest) ? again.get() : soonest);
			}
			else {
				acknowledge(message, channel);
			}
		}
		catch (RuntimeException trouble) {
			logger.warn("Message {} has to wait: {}", message.getMessageProperties().getMessageId(),
					trouble.getClass().getSimpleName());
			schedule(message, channel, this.clock.instant().plusMillis(PAUSE_IN_TROUBLE));
		}
		finally {
			span.end();
		}
	}

	private static @Nullable String header(Message message, String name) {
		Object value = message.getMessageProperties().getHeaders().get(name);
		return (value != null) ? value.toString() : null;
	}

	private static @Nullable Instant occurredAt(Message message) {
		return (message.getMessageProperties().getHeaders().get(PostingQueues.OCCURRED_AT) instanceof Long at)
				? Instant.ofEpochMilli(at) : null;
	}

	private Optional<Instant> take(Message message) {
		String replyTo = message.getMessageProperties().getReplyTo();
		try {
			if (PostingQueues.WITHDRAWAL_TYPE.equals(message.getMessageProperties().getType())) {
				this.delivery.withdraw(this.wire.withdrawal(message.getBody()), replyTo);
				return Optional.empty();
			}
			Posting posting = this.wire.posting(message.getBody());
			LogIds.of(posting.workflowId(), posting.eventId(), posting.id());
			return this.delivery.deliver(posting, replyTo, occurredAt(message));
		}
		catch (UnreadableMessageException unreadable) {
			this.dead.bury(message, unreadable.code(), String.valueOf(unreadable.getMessage()));
			return Optional.empty();
		}
	}

	private void schedule(Message message, Channel channel, Instant at) {
		this.later.schedule(() -> {
			if (channel.isOpen()) { // else the broker has given the message to somebody
									// else
				onMessage(message, channel);
			}
		}, at);
	}

	private static void acknowledge(Message message, Channel channel) {
		try {
			channel.basicAck(message.getMessageProperties().getDeliveryTag(), false);
		}
		catch (IOException ex) {
			// The broker delivers it again, and the ledger answers.
			logger.info("An acknowledgement did not reach the broker");
		}
	}

}
