package cinema.worker.delivery;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import cinema.platform.trace.LogIds;
import cinema.platform.trace.Traces;
import cinema.worker.ledger.Received;
import cinema.worker.queue.DeadPostings;
import cinema.worker.queue.UnreadableMessageException;
import com.rabbitmq.client.Channel;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.core.task.TaskRejectedException;
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

	/** So many of each queue. */
	private static final int AGAIN = 16;

	private final AtomicInteger waiting = new AtomicInteger();

	/**
	 * By queue: whoever waits for a channel's server here keeps no scheduled task
	 * waiting, no letter that is more urgent, and none of another channel.
	 */
	private final Map<String, ExecutorService> again = new ConcurrentHashMap<>();

	private final PostingDelivery delivery;

	private final PostingReader reader;

	private final DeadPostings dead;

	private final Traces traces;

	private final TaskScheduler later;

	private final Clock clock;

	PostingListener(PostingDelivery delivery, PostingReader reader, DeadPostings dead, Traces traces,
			TaskScheduler later, Clock clock) {
		this.delivery = delivery;
		this.reader = reader;
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
		Span span = this.traces.resume("deliver", SpanKind.CONSUMER, PostingReader.traceparent(message));
		try (LogIds ids = new LogIds().with("postingId", message.getMessageProperties().getMessageId());
				Scope scope = span.makeCurrent()) {
			Optional<Instant> again = take(message, ids);
			if (again.isPresent()) {
				schedule(message, channel, again.get());
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

	private Optional<Instant> take(Message message, LogIds ids) {
		try {
			if (PostingReader.isWithdrawal(message)) {
				return this.delivery.withdraw(this.reader.withdrawal(message),
						message.getMessageProperties().getReplyTo());
			}
			if (PostingReader.isErasure(message)) {
				this.delivery.forget(this.reader.erasure(message));
				return Optional.empty();
			}
			Received received = this.reader.posting(message);
			received.mark(ids);
			return this.delivery.deliver(received);
		}
		catch (UnreadableMessageException unreadable) {
			this.dead.bury(message, unreadable.code(), String.valueOf(unreadable.getMessage()));
			return Optional.empty();
		}
	}

	/** Takes a message later, which stays unacknowledged until then. */
	void schedule(Message message, Channel channel, Instant at) {
		Instant soonest = this.clock.instant().plusMillis(SHORTEST_PAUSE);
		this.waiting.incrementAndGet();
		try {
			Executor turn = turn(String.valueOf(message.getMessageProperties().getConsumerQueue()));
			this.later.schedule(() -> turn.execute(() -> takeAgain(message, channel)),
					at.isAfter(soonest) ? at : soonest);
		}
		catch (TaskRejectedException stopping) {
			// The broker gives it to another worker.
			this.waiting.decrementAndGet();
		}
	}

	private Executor turn(String queue) {
		return this.again.computeIfAbsent(queue,
				(name) -> Executors.newFixedThreadPool(AGAIN, (task) -> new Thread(task, "again-" + name)));
	}

	private void takeAgain(Message message, Channel channel) {
		try {
			// Else the broker has given the message to somebody else.
			if (channel.isOpen()) {
				onMessage(message, channel);
			}
		}
		finally {
			this.waiting.decrementAndGet();
		}
	}

	@PreDestroy
	void close() {
		this.again.values().forEach(ExecutorService::shutdown);
	}

	/** Whether a message that is not acknowledged waits for its turn. */
	boolean letsWait() {
		return this.waiting.get() > 0;
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
