package cinema.orchestrator.queue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import cinema.workflows.contract.PostingQueues;
import com.rabbitmq.client.ReturnCallback;
import com.rabbitmq.client.ReturnListener;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;

/**
 * Publishes many postings on a channel of their own and waits for the broker once, so
 * that a mailing never stands in the way of a single letter.
 */
@Component
public class BulkPublisher {

	private final RabbitTemplate rabbit;

	private final QueueProperties properties;

	BulkPublisher(ConnectionFactory rabbit, QueueProperties properties) {
		this.rabbit = new RabbitTemplate(rabbit);
		this.rabbit.setMandatory(true);
		this.rabbit.setReturnsCallback((unroutable) -> {
			// Heard before, while the confirms were awaited.
		});
		this.properties = properties;
	}

	/**
	 * Returns when the broker has all of them in a queue.
	 * @throws IllegalStateException when it has not; then all may be published again
	 */
	public void publish(String routingKey, List<Message> messages) {
		AtomicInteger returned = new AtomicInteger();
		Boolean confirmed = this.rabbit.invoke((channel) -> {
			ReturnCallback listener = (unroutable) -> returned.incrementAndGet();
			ReturnListener listening = channel.execute((raw) -> raw.addReturnListener(listener));
			try {
				messages.forEach((message) -> channel.send(PostingQueues.EXCHANGE, routingKey, message));
				return channel.waitForConfirms(this.properties.bulkConfirmTimeout().toMillis());
			}
			finally {
				channel.execute((raw) -> raw.removeReturnListener(listening));
			}
		});
		if (returned.get() > 0) {
			throw new IllegalStateException("no queue is bound to " + routingKey);
		}
		if (!Boolean.TRUE.equals(confirmed)) {
			throw new IllegalStateException("RabbitMQ refused postings of a mailing");
		}
	}

}
