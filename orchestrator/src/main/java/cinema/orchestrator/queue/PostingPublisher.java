package cinema.orchestrator.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

import cinema.workflows.contract.PostingQueues;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitOperations;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;

/**
 * Publishes in batches: whoever waits shares one channel and one round of confirms, yet
 * gets his own answer.
 */
@Component
public class PostingPublisher {

	private static final Logger logger = LoggerFactory.getLogger(PostingPublisher.class);

	private final RabbitTemplate rabbit;

	private final QueueProperties properties;

	private final MeterRegistry meters;

	private final BlockingQueue<Publication> waiting;

	private final Set<String> returned = ConcurrentHashMap.newKeySet();

	private final Thread publisher = new Thread(this::publishForEver, "posting-publisher");

	PostingPublisher(RabbitTemplate rabbit, QueueProperties properties, MeterRegistry meters) {
		this.rabbit = rabbit;
		this.properties = properties;
		this.meters = meters;
		this.waiting = new ArrayBlockingQueue<>(properties.waiting());
		rabbit.setReturnsCallback(
				(unroutable) -> this.returned.add(unroutable.getMessage().getMessageProperties().getMessageId()));
		this.publisher.setDaemon(true);
		this.publisher.start();
	}

	/**
	 * Completes when the broker has the message in a queue; fails when it has not, or
	 * nobody is bound to the key.
	 */
	public CompletableFuture<Void> publish(String routingKey, Message message) {
		CompletableFuture<Void> confirmed = new CompletableFuture<>();
		if (!this.waiting.offer(new Publication(routingKey, message, confirmed))) {
			confirmed.completeExceptionally(new RejectedExecutionException("too many postings wait for the broker"));
		}
		return confirmed;
	}

	private void publishForEver() {
		List<Publication> batch = new ArrayList<>();
		while (!Thread.currentThread().isInterrupted()) {
			try {
				batch.add(this.waiting.take());
				this.waiting.drainTo(batch, this.properties.batch() - 1);
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
		try {
			this.rabbit.invoke((channel) -> {
				batch.forEach((one) -> send(channel, one));
				channel.waitForConfirmsOrDie(this.properties.confirmTimeout().toMillis());
				return true;
			});
			batch.forEach(this::confirm);
		}
		catch (RuntimeException ex) {
			batch.forEach((one) -> one.confirmed().completeExceptionally(ex));
		}
	}

	private static void send(RabbitOperations channel, Publication one) {
		channel.send(PostingQueues.EXCHANGE, one.routingKey(), one.message());
	}

	/**
	 * A message that fits no queue comes back before it is confirmed, and is confirmed
	 * none the less.
	 */
	private void confirm(Publication one) {
		String id = one.message().getMessageProperties().getMessageId();
		if (this.returned.remove(id)) {
			this.meters.counter("cinema.postings.returned").increment();
			logger.warn("No queue is bound for {}; posting {} is tried again", one.routingKey(), id);
			one.confirmed()
				.completeExceptionally(new IllegalStateException("no queue is bound for " + one.routingKey()));
		}
		else {
			one.confirmed().complete(null);
		}
	}

	@PreDestroy
	void close() {
		this.publisher.interrupt();
	}

	private record Publication(String routingKey, Message message, CompletableFuture<Void> confirmed) {
	}

}
