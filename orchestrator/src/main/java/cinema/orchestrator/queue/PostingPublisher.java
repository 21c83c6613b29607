package cinema.orchestrator.queue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.PostingQueues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionBlockedEvent;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionUnblockedEvent;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitOperations;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * Publishes to RabbitMQ, and returns when the broker has every message in a queue. What
 * it throws is thrown before that; then all may be published again.
 */
@Component
public class PostingPublisher {

	private static final Logger logger = LoggerFactory.getLogger(PostingPublisher.class);

	/** After so long, in milliseconds, whoever waits says so. */
	private static final long LOOK = 1000;

	private final RabbitTemplate rabbit;

	private final QueueProperties properties;

	private volatile @Nullable Connection blocked;

	PostingPublisher(ConnectionFactory rabbit, QueueProperties properties, MeterRegistry meters) {
		this.rabbit = new RabbitTemplate(rabbit);
		// A broker that takes nothing blocks a connection, and acknowledgements have to
		// pass.
		this.rabbit.setUsePublisherConnection(true);
		this.properties = properties;
		Counter returns = meters.counter("cinema.postings.returned");
		this.rabbit.setMandatory(true);
		this.rabbit.setReturnsCallback((returned) -> {
			returns.increment();
			logger.warn("No queue is bound to {}", returned.getRoutingKey());
		});
	}

	/** Whether there are queues of this channel. */
	public boolean serves(Channel channel) {
		return this.properties.channels().contains(channel);
	}

	/** Publishes one message that somebody waits for. */
	public void publish(String routingKey, Message message) {
		publish(PostingQueues.EXCHANGE, routingKey, List.of(message), this.properties.confirmTimeout(), () -> {
		});
	}

	/**
	 * Publishes many messages one after another, and waits for the broker once.
	 * @param alive called each second meanwhile
	 */
	public void publish(String routingKey, List<Message> messages, Runnable alive) {
		publish(PostingQueues.EXCHANGE, routingKey, messages, this.properties.bulkConfirmTimeout(), alive);
	}

	/**
	 * Puts away what cannot be read.
	 * @param code a stable word for the reason
	 */
	public void bury(Message message, String code, String reason) {
		message.getMessageProperties().setHeader("x-code", code);
		message.getMessageProperties().setHeader("x-reason", reason);
		message.getMessageProperties()
			.setHeader("x-source-queue", String.valueOf(message.getMessageProperties().getConsumerQueue()));
		give(PostingQueues.DEAD, message);
	}

	public void give(String queue, Message message) {
		publish("", queue, List.of(message), this.properties.confirmTimeout(), () -> {
		});
	}

	private void publish(String exchange, String routingKey, List<Message> messages, Duration most, Runnable alive) {
		Connection now = this.blocked;
		if (now != null && now.isOpen()) {
			// A write would stand still for as long as the broker does.
			throw new IllegalStateException("RabbitMQ takes nothing just now");
		}
		// A channel goes back to the others when it owes no confirm.
		this.rabbit.invoke((channel) -> {
			List<CorrelationData> sent = messages.stream()
				.map((message) -> send(channel, exchange, routingKey, message))
				.toList();
			await(sent, most, alive);
			sent.forEach((one) -> require(one, routingKey));
			return true;
		});
	}

	private static CorrelationData send(RabbitOperations channel, String exchange, String routingKey, Message message) {
		CorrelationData sent = new CorrelationData();
		channel.send(exchange, routingKey, message, sent);
		return sent;
	}

	private static void await(List<CorrelationData> sent, Duration most, Runnable alive) {
		CompletableFuture<Void> all = CompletableFuture
			.allOf(sent.stream().map(CorrelationData::getFuture).toArray(CompletableFuture[]::new))
			.orTimeout(most.toMillis(), TimeUnit.MILLISECONDS);
		try {
			while (!isDone(all)) {
				alive.run();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("RabbitMQ has not confirmed in time", ex);
		}
	}

	private static boolean isDone(CompletableFuture<Void> all) throws InterruptedException, ExecutionException {
		try {
			all.get(LOOK, TimeUnit.MILLISECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
	}

	/**
	 * RabbitMQ gives back what fits no queue before it confirms it, and Qpid refuses it.
	 */
	private static void require(CorrelationData sent, String routingKey) {
		Assert.state(sent.getReturned() == null, "no queue is bound to " + routingKey);
		Assert.state(sent.getFuture().join().ack(), "RabbitMQ refused a message to " + routingKey);
	}

	@EventListener
	void block(ConnectionBlockedEvent event) {
		logger.warn("RabbitMQ takes nothing just now: {}", event.getReason());
		this.blocked = event.getConnection();
	}

	@EventListener
	void unblock(ConnectionUnblockedEvent event) {
		this.blocked = null;
	}

}
