package cinema.worker.queue;

import java.util.ArrayList;
import java.util.List;

import cinema.worker.channel.DeliveryChannel;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Urgency;

import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Declares what this worker reads and writes, without arguments of one broker. */
@Configuration(proxyBeanMethods = false)
class QueueTopology {

	@Bean
	Declarables queues(List<DeliveryChannel> channels) {
		TopicExchange exchange = new TopicExchange(PostingQueues.EXCHANGE, true, false);
		List<Declarable> declared = new ArrayList<>(List.of(exchange, QueueBuilder.durable(PostingQueues.DEAD).build(),
				QueueBuilder.durable(PostingQueues.RECEIPTS).build(),
				QueueBuilder.durable(PostingQueues.RETURNED).build()));
		for (DeliveryChannel channel : channels) {
			for (Urgency urgency : Urgency.values()) {
				Queue queue = QueueBuilder.durable(PostingQueues.queue(channel.channel(), urgency)).build();
				declared.add(queue);
				declared.add(BindingBuilder.bind(queue)
					.to(exchange)
					.with(PostingQueues.routingKey(channel.channel(), urgency)));
			}
		}
		return new Declarables(declared);
	}

}
