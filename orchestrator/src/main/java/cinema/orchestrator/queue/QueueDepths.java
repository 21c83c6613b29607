package cinema.orchestrator.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.stereotype.Component;

/** Asks RabbitMQ how full our queues are. */
@Component
public class QueueDepths {

	private final AmqpAdmin admin;

	private final ConnectionFactory rabbit;

	private final QueueProperties properties;

	QueueDepths(AmqpAdmin admin, ConnectionFactory rabbit, QueueProperties properties) {
		this.admin = admin;
		this.rabbit = rabbit;
		this.properties = properties;
	}

	/** Throws when it does not answer. */
	public Broker look() {
		return new Broker(version(), queues());
	}

	/** The queues that everybody knows; none of an instance alone. */
	List<String> names() {
		List<String> names = new ArrayList<>();
		for (Channel channel : this.properties.channels()) {
			for (Urgency urgency : Urgency.values()) {
				names.add(PostingQueues.queue(channel, urgency));
			}
		}
		names.add(PostingQueues.RECEIPTS);
		names.add(PostingQueues.RETURNED);
		names.add(PostingQueues.DEAD);
		return names;
	}

	List<QueueDepth> queues() {
		return names().stream().map(this.admin::getQueueInfo).filter(Objects::nonNull).map(QueueDepths::depth).toList();
	}

	private static QueueDepth depth(QueueInformation queue) {
		return new QueueDepth(queue.getName(), queue.getMessageCount(), queue.getConsumerCount());
	}

	/** What it says of itself. */
	private @Nullable String version() {
		try (Connection connection = this.rabbit.createConnection()) {
			com.rabbitmq.client.Connection delegate = connection.getDelegate();
			Map<String, Object> said = (delegate != null) ? delegate.getServerProperties() : Map.of();
			Object product = said.get("product");
			return (product != null) ? product + " " + said.get("version") : null;
		}
	}

	/**
	 * RabbitMQ as it is now.
	 *
	 * @param version null when it does not say
	 */
	public record Broker(@Nullable String version, List<QueueDepth> queues) {
	}

}
