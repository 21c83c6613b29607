package cinema.worker.delivery;

import java.util.List;

import cinema.worker.channel.DeliveryChannel;
import cinema.worker.queue.QueueProperties;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Urgency;

import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Consumers for each queue of channel and urgency, so that an urgent letter never waits
 * behind a mailing; those of mailings take many messages at a time.
 */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

	private static final int BATCH = 50;

	/** So many letters that are sent at the same time ask for a batch more. */
	private static final int SHARE = 10;

	/** For so long the first message of a batch waits for the others, in milliseconds. */
	private static final long COMPANY = 20;

	@Bean
	InitializingBean consumers(GenericApplicationContext context, List<DeliveryChannel> channels,
			ConnectionFactory rabbit, PostingListener singles, BulkListener bulk, QueueProperties properties) {
		return () -> channels.forEach((channel) -> {
			for (Urgency urgency : Urgency.values()) {
				String queue = PostingQueues.queue(channel.channel(), urgency);
				context.registerBean("consumer of " + queue, SimpleMessageListenerContainer.class,
						() -> (urgency == Urgency.BULK) ? batches(rabbit, queue, bulk, properties) : consumer(rabbit,
								queue, singles, properties.concurrencyOf(urgency), properties.prefetch()));
				context.getBean("consumer of " + queue);
			}
		});
	}

	/** Two at least: while one batch is sent, another one passes the ledger. */
	private static SimpleMessageListenerContainer batches(ConnectionFactory rabbit, String queue, BulkListener listener,
			QueueProperties properties) {
		int batches = Math.max(2, properties.concurrencyOf(Urgency.BULK) / SHARE);
		SimpleMessageListenerContainer container = consumer(rabbit, queue, listener, batches,
				Math.max(2 * BATCH, properties.prefetch()));
		container.setConsumerBatchEnabled(true);
		container.setDeBatchingEnabled(true);
		container.setBatchSize(BATCH);
		container.setBatchReceiveTimeout(COMPANY);
		return container;
	}

	private static SimpleMessageListenerContainer consumer(ConnectionFactory rabbit, String queue,
			MessageListener listener, int concurrency, int prefetch) {
		SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(rabbit);
		container.setQueueNames(queue);
		container.setMessageListener(listener);
		container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
		container.setConcurrentConsumers(concurrency);
		container.setPrefetchCount(prefetch);
		container.setDefaultRequeueRejected(false);
		container.setMissingQueuesFatal(false);
		container.setShutdownTimeout(25_000);
		return container;
	}

}
