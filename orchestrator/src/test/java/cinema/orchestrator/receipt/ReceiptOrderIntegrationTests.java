package cinema.orchestrator.receipt;

import java.time.Duration;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.parts.FakeWorker;
import cinema.orchestrator.queue.InstanceQueue;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.beans.factory.annotation.Autowired;

import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/** A receipt is the broker's until it is told. */
@IntegrationTest
class ReceiptOrderIntegrationTests {

	@Autowired
	private ConnectionFactory connections;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private AmqpAdmin admin;

	private final Queue own = new Queue("receipts." + UUID.randomUUID(), false, false, true);

	private final InstanceQueue known = mock();

	private final ReceiptListener listener = mock();

	@Test
	void getsAReceiptAgainThatWasNotToldToTheEnd() throws Exception {
		this.admin.declareQueue(this.own);
		given(this.known.getName()).willReturn(this.own.getName());
		given(this.known.getActualName()).willReturn(this.own.getName());
		willThrow(new IllegalStateException("the process dies")).willDoNothing()
			.given(this.listener)
			.onMessageBatch(anyList(), any());
		SimpleMessageListenerContainer container = new ReceiptConfiguration().ownReceipts(this.connections, this.known,
				this.listener);
		container.afterPropertiesSet();
		container.start();
		try {
			new FakeWorker(this.rabbit).send(this.own.getName(), "{}");

			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> verify(this.listener, times(2)).onMessageBatch(anyList(), any()));
		}
		finally {
			container.destroy();
		}
	}

}
