package cinema.worker.bounce;

import cinema.workflows.contract.PostingQueues;

import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads what came back, one by one: nobody waits for it. */
@Configuration(proxyBeanMethods = false)
class BounceConfiguration {

	@Bean
	SimpleMessageListenerContainer returned(ConnectionFactory rabbit, ReturnListener listener) {
		SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(rabbit);
		container.setQueueNames(PostingQueues.RETURNED);
		container.setMessageListener(listener);
		container.setAcknowledgeMode(AcknowledgeMode.AUTO);
		container.setPrefetchCount(20);
		container.setMissingQueuesFatal(false);
		return container;
	}

}
