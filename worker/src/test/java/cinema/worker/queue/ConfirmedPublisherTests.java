package cinema.worker.queue;

import java.util.List;
import java.util.function.Function;

import cinema.worker.AmqpBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.ReturnedMessage;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitOperations;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/** On Qpid, and as RabbitMQ answers. */
@Timeout(60)
class ConfirmedPublisherTests {

	private static CachingConnectionFactory connections;

	private static RabbitTemplate rabbit;

	@BeforeAll
	static void start() {
		connections = new CachingConnectionFactory("127.0.0.1", AmqpBroker.start());
		connections.setUsername("cinema");
		connections.setPassword("cinema");
		connections.setPublisherConfirmType(ConfirmType.CORRELATED);
		connections.setPublisherReturns(true);
		rabbit = new RabbitTemplate(connections);
		rabbit.setMandatory(true);
		new RabbitAdmin(rabbit).declareQueue(new Queue("there"));
	}

	@AfterAll
	static void stop() {
		connections.destroy();
	}

	@Test
	void tellsWhichMessagesFitNoQueue() {
		ConfirmedPublisher publisher = new ConfirmedPublisher(rabbit);

		assertThat(publisher.publish(List.of("gone", "there", "gone too", "there"), Function.identity(),
				ConfirmedPublisherTests::message))
			.containsExactly("gone", "gone too");
		assertThat(publisher.publish(List.<String>of(), Function.identity(), ConfirmedPublisherTests::message))
			.isEmpty();
		assertThat(received()).isEqualTo("there");
		assertThat(received()).isEqualTo("there");
	}

	@Test
	void hearsWhatIsGivenBackBeforeItIsConfirmed() {
		RabbitTemplate confirming = rabbit((queue, answer) -> {
			if (queue.equals("gone")) {
				answer.setReturned(new ReturnedMessage(message(queue), 312, "NO_ROUTE", "", queue));
			}
			answer.getFuture().complete(new CorrelationData.Confirm(true, null));
		});

		assertThat(new ConfirmedPublisher(confirming).publish(List.of("gone", "there"), Function.identity(),
				ConfirmedPublisherTests::message))
			.containsExactly("gone");
	}

	@Test
	void claimsNothingOfWhatNobodyAnswered() {
		RabbitTemplate broken = rabbit(
				(queue, answer) -> answer.getFuture().completeExceptionally(new IllegalStateException("closed")));

		assertThatThrownBy(() -> new ConfirmedPublisher(broken).publish(List.of("there"), Function.identity(),
				ConfirmedPublisherTests::message))
			.isInstanceOf(AmqpException.class);
	}

	private static String received() {
		Message message = rabbit.receive("there", 5000);
		return (message != null) ? new String(message.getBody()) : "nothing";
	}

	private static Message message(String body) {
		return MessageBuilder.withBody(body.getBytes()).build();
	}

	private static RabbitTemplate rabbit(Broker broker) {
		RabbitTemplate rabbit = mock();
		RabbitOperations channel = mock();
		willAnswer((call) -> {
			broker.take(call.getArgument(1), call.getArgument(3));
			return null;
		}).given(channel).send(anyString(), anyString(), any(Message.class), any());
		willAnswer((call) -> ((RabbitOperations.OperationsCallback<?>) call.getArgument(0)).doInRabbit(channel))
			.given(rabbit)
			.invoke(any());
		return rabbit;
	}

	private interface Broker {

		void take(String queue, CorrelationData answer);

	}

}
