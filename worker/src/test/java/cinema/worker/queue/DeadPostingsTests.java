package cinema.worker.queue;

import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** A message is out of the way when the broker says so. */
class DeadPostingsTests {

	private final Message message = MessageBuilder.withBody(new byte[] { 1 }).build();

	private final ConfirmedPublisher publisher = mock();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final DeadPostings dead = new DeadPostings(this.publisher, this.meters);

	@Test
	void returnsWhenTheBrokerHasTheCopy() {
		given(this.publisher.publish(anyList(), any(), any())).willReturn(List.of());

		this.dead.bury(this.message, "NOT_JSON", "the message is no valid JSON");

		assertThat(buried()).isEqualTo(1);
	}

	@Test
	void claimsNothingThatTheBrokerDoesNotConfirm() {
		given(this.publisher.publish(anyList(), any(), any())).willThrow(new AmqpException("no answer"));

		assertThatThrownBy(() -> this.dead.bury(this.message, "NOT_JSON", "the message is no valid JSON"))
			.isInstanceOf(AmqpException.class);
		assertThat(buried()).isZero();
	}

	@Test
	void claimsNothingThatFitsNoQueue() {
		given(this.publisher.publish(anyList(), any(), any())).willAnswer((call) -> call.getArgument(0));

		assertThatThrownBy(() -> this.dead.bury(this.message, "NOT_JSON", "the message is no valid JSON"))
			.isInstanceOf(AmqpException.class);
		assertThat(buried()).isZero();
	}

	private double buried() {
		return this.meters.counter("cinema.postings.dead", "reason", "NOT_JSON").count();
	}

}
