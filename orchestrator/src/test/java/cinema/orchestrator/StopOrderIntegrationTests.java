package cinema.orchestrator;

import java.util.Comparator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Phased;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/** What runs stops while everything it needs is still there. */
@IntegrationTest
class StopOrderIntegrationTests {

	@Autowired
	private ApplicationContext context;

	@Autowired
	private KafkaListenerEndpointRegistry intake;

	@Autowired
	private CachingConnectionFactory rabbit;

	@Test
	void stopsIntakeThenWorkflowsThenReceiptsThenTheBroker() {
		for (String receipts : new String[] { "ownReceipts", "sharedReceipts" }) {
			assertThat(Stream.of(this.intake, part("patientTemporalStart"), part(receipts), this.rabbit)
				.map(Phased::getPhase)).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
		}
	}

	private Phased part(String name) {
		return this.context.getBean(name, Phased.class);
	}

}
