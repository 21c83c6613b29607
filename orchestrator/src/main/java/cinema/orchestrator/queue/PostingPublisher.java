package cinema.orchestrator.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import cinema.workflows.contract.PostingQueues;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ReturnCallback;
import com.rabbitmq.client.ReturnListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Publishes in batches: whoever waits shares one channel and one round of confirms, yet
 * gets his own answer.
 */
@Component
public class PostingPublisher implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(PostingPublisher.class);

	private final RabbitTemplate rabbit;

	private final QueueProperties properties;

	private final Counter returns;

	private final BlockingQueue<Publication> waiting;

	private final Set<String> returned = ConcurrentHashMap.newKeySet();

	private volatile @Nullable Thread thread;

	PostingPublisher(ConnectionFactory rabbit, QueueProperties properties, MeterRegistry meters) {
		this.rabbit = new RabbitTemplate(rabbit);
		this.properties = properties;
		this.returns = meters.counter("cinema.postings.returned");
		this.waiting = new ArrayBlockingQueue<>(properties.waiting());
		this.rabbit.setMandatory(true);
		this.rabbit.setReturnsCallback((unroutable) -> {
			// Heard before, while the confirms were awaited.
		});
	}

	/**
	 * Returns when the broker has the message in a queue.
	 * @throws IllegalStateException when it has not, or nobody is bound to the key; may
	 * be tried again
	 */
	public void publish(String routingKey, Message message) {
		Publication publication = new Publication(routingKey, message, new CompletableFuture<>());
		if (!this.waiting.offer(publication)) {
			throw new IllegalStateException("too many postings wait for RabbitMQ");
		}
		try {
			publication.confirmed().get(this.properties.publishTimeout().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("RabbitMQ has not confirmed the posting", ex);
		}
		finally {
			publication.confirmed().cancel(false); // what nobody waits for is not
													// published
		}
	}

	private void publishUntilInterrupted() {
		List<Publication> batch = new ArrayList<>();
		while (!Thread.currentThread().isInterrupted()) {
			try {
				batch.add(this.waiting.take());
				this.waiting.drainTo(batch, this.properties.batch() - 1);
				batch.removeIf((one) -> one.confirmed().isDone());
				publish(batch);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				batch.clear();
			}
		}
	}

	private void publish(List<Publication> batch) {
		this.returned.clear();
		Refusals refusals = new Refusals();
		try {
			this.rabbit.invoke((channel) -> {
				ReturnCallback listener = (unroutable) -> this.returned.add(unroutable.getProperties().getMessageId());
				// Spring tells of returns in a thread of its own, which may come after
				// the confirm.
				ReturnListener listening = channel.execute((raw) -> raw.addReturnListener(listener));
				try {
					refusals.countFrom(channel.execute(Channel::getNextPublishSeqNo));
					batch.forEach((one) -> channel.send(PostingQueues.EXCHANGE, one.routingKey(), one.message()));
					return channel.waitForConfirms(this.properties.confirmTimeout().toMillis());
				}
				finally {
					channel.execute((raw) -> raw.removeReturnListener(listening));
				}
			}, (number, andAllBefore) -> {
				// What is not refused is taken.
			}, refusals::add);
			for (int i = 0; i < batch.size(); i++) {
				answer(batch.get(i), refusals.contain(i));
			}
		}
		catch (RuntimeException ex) {
			batch.forEach((one) -> one.confirmed().completeExceptionally(ex));
		}
	}

	/**
	 * A message that fits no queue comes back before it is answered; RabbitMQ confirms it
	 * none the less, and Qpid refuses it.
	 */
	private void answer(Publication one, boolean refused) {
		String id = one.message().getMessageProperties().getMessageId();
		if (this.returned.contains(id)) {
			this.returns.increment();
			logger.warn("No queue is bound to {}; {} is published again later", one.routingKey(), id);
			fail(one, "no queue is bound to " + one.routingKey());
		}
		else if (refused) {
			fail(one, "RabbitMQ refused the posting");
		}
		else {
			one.confirmed().complete(null);
		}
	}

	private static void fail(Publication one, String reason) {
		one.confirmed().completeExceptionally(new IllegalStateException(reason));
	}

	@Override
	public void start() {
		Thread started = new Thread(this::publishUntilInterrupted, "posting-publisher");
		started.setDaemon(true);
		this.thread = started;
		started.start();
	}

	@Override
	public void stop() {
		Thread stopped = this.thread;
		if (stopped != null) {
			stopped.interrupt();
			this.thread = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	/** Before everything that publishes, and after it in the end. */
	@Override
	public int getPhase() {
		return 0;
	}

	private record Publication(String routingKey, Message message, CompletableFuture<@Nullable Void> confirmed) {
	}

}
