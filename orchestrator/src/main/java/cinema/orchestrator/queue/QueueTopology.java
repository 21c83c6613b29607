package cinema.orchestrator.queue;

import java.util.ArrayList;
import java.util.List;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Urgency;

import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Declares exchange and queues, without arguments of one broker: quorum and limits are
 * the broker's policies.
 */
@Configuration(proxyBeanMethods = false)
class QueueTopology {

	@Bean
	Declarables postingQueues(QueueProperties properties) {
		TopicExchange exchange = new TopicExchange(PostingQueues.EXCHANGE, true, false);
		List<Declarable> declared = new ArrayList<>(List.of(exchange, QueueBuilder.durable(PostingQueues.DEAD).build(),
				QueueBuilder.durable(PostingQueues.RECEIPTS).build(),
				QueueBuilder.durable(PostingQueues.RETURNED).build()));
		for (Channel channel : properties.channels()) {
			for (Urgency urgency : Urgency.values()) {
				Queue queue = QueueBuilder.durable(PostingQueues.queue(channel, urgency)).build();
				Binding binding = BindingBuilder.bind(queue)
					.to(exchange)
					.with(PostingQueues.routingKey(channel, urgency));
				declared.add(queue);
				declared.add(binding);
			}
		}
		return new Declarables(declared);
	}

	@Bean
	InstanceQueue instanceReceipts() {
		return new InstanceQueue();
	}

}
