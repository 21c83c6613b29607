package cinema.orchestrator.receipt;

import cinema.workflows.contract.PostingQueues;

import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Listens to this instance's own receipts, and to those whose orchestrator is gone. */
@Configuration(proxyBeanMethods = false)
class ReceiptConfiguration {

	/** Stopped after the Temporal workers, whose dispatches wait for receipts. */
	private static final int PHASE = 100;

	@Bean
	SimpleMessageListenerContainer ownReceipts(ConnectionFactory rabbit, Queue own, ReceiptListener listener) {
		return container(rabbit, own.getName(), listener);
	}

	@Bean
	SimpleMessageListenerContainer sharedReceipts(ConnectionFactory rabbit, ReceiptListener listener) {
		return container(rabbit, PostingQueues.RECEIPTS, listener);
	}

	private static SimpleMessageListenerContainer container(ConnectionFactory rabbit, String queue,
			ReceiptListener listener) {
		SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(rabbit);
		container.setQueueNames(queue);
		container.setMessageListener(listener);
		container.setAcknowledgeMode(AcknowledgeMode.AUTO);
		container.setConsumerBatchEnabled(true);
		container.setDeBatchingEnabled(true);
		container.setBatchSize(100);
		container.setPrefetchCount(200);
		// A receipt waits so long for company, and a dispatch may wait for the receipt.
		container.setBatchReceiveTimeout(5);
		container.setPhase(PHASE);
		container.setMissingQueuesFatal(false);
		return container;
	}

}
