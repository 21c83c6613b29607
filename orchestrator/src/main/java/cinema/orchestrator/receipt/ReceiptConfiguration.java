package cinema.orchestrator.receipt;

import cinema.orchestrator.queue.InstanceQueue;
import cinema.workflows.contract.PostingQueues;

import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.BlockingQueueConsumer;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Listens to this instance's own receipts, and to those whose orchestrator is gone. */
@Configuration(proxyBeanMethods = false)
class ReceiptConfiguration {

	/** Stopped after the Temporal workers, whose dispatches wait for receipts. */
	private static final int PHASE = 100;

	@Bean
	SimpleMessageListenerContainer ownReceipts(ConnectionFactory rabbit, InstanceQueue own, ReceiptListener listener) {
		return configured(new OwnReceipts(rabbit, own), own, listener);
	}

	@Bean
	SimpleMessageListenerContainer sharedReceipts(ConnectionFactory rabbit, ReceiptListener listener) {
		return configured(new SimpleMessageListenerContainer(rabbit), new Queue(PostingQueues.RECEIPTS), listener);
	}

	private static SimpleMessageListenerContainer configured(SimpleMessageListenerContainer container, Queue queue,
			ReceiptListener listener) {
		container.setQueues(queue);
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

	/** Each consumer follows one that has lost its queue, or is the first. */
	private static final class OwnReceipts extends SimpleMessageListenerContainer {

		private final InstanceQueue queue;

		OwnReceipts(ConnectionFactory rabbit, InstanceQueue queue) {
			super(rabbit);
			this.queue = queue;
		}

		@Override
		protected BlockingQueueConsumer createBlockingQueueConsumer() {
			this.queue.renew();
			return super.createBlockingQueueConsumer();
		}

	}

}
