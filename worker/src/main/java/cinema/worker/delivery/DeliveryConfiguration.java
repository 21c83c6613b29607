package cinema.worker.delivery;

import java.util.List;

import cinema.worker.channel.DeliveryChannel;
import cinema.worker.queue.QueueProperties;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Urgency;

import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * One consumer per queue of channel and urgency, so that an urgent letter never waits
 * behind a mailing.
 */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

	@Bean
	InitializingBean consumers(GenericApplicationContext context, List<DeliveryChannel> channels,
			ConnectionFactory rabbit, PostingListener listener, QueueProperties properties) {
		return () -> channels.forEach((channel) -> {
			for (Urgency urgency : Urgency.values()) {
				String queue = PostingQueues.queue(channel.channel(), urgency);
				context.registerBean("consumer of " + queue, SimpleMessageListenerContainer.class,
						() -> consumer(rabbit, queue, listener, properties, properties.concurrencyOf(urgency)));
				context.getBean("consumer of " + queue);
			}
		});
	}

	private static SimpleMessageListenerContainer consumer(ConnectionFactory rabbit, String queue,
			PostingListener listener, QueueProperties properties, int concurrency) {
		SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(rabbit);
		container.setQueueNames(queue);
		container.setMessageListener(listener);
		container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
		container.setConcurrentConsumers(concurrency);
		container.setPrefetchCount(properties.prefetch());
		container.setDefaultRequeueRejected(false);
		container.setMissingQueuesFatal(false);
		container.setShutdownTimeout(25_000);
		return container;
	}

}
