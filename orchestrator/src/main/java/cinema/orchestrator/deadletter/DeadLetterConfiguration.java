package cinema.orchestrator.deadletter;

import cinema.workflows.contract.PostingQueues;

import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Listens to the queue of what nobody could read. */
@Configuration(proxyBeanMethods = false)
class DeadLetterConfiguration {

	@Bean
	SimpleMessageListenerContainer deadMessages(ConnectionFactory rabbit, DeadMessageListener listener) {
		SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(rabbit);
		container.setQueues(new Queue(PostingQueues.DEAD));
		container.setMessageListener(listener);
		container.setAcknowledgeMode(AcknowledgeMode.AUTO);
		container.setConsumerBatchEnabled(true);
		container.setDeBatchingEnabled(true);
		container.setBatchSize(50);
		container.setPrefetchCount(50);
		container.setBatchReceiveTimeout(100);
		container.setMissingQueuesFatal(false);
		return container;
	}

}
