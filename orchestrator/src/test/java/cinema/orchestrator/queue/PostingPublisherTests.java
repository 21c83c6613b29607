package cinema.orchestrator.queue;

import cinema.orchestrator.parts.AmqpBroker;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionBlockedEvent;
import org.springframework.amqp.rabbit.connection.ConnectionUnblockedEvent;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** With a broker in this process. */
class PostingPublisherTests extends PostingPublisherContract {

	private final int port = AmqpBroker.start();

	@Override
	int port() {
		return this.port;
	}

	@Test
	void failsAtOnceWhileTheBrokerTakesNothing() {
		CachingConnectionFactory factory = factory(this.port);
		PostingPublisher publisher = publisher(factory);
		Connection connection = factory.createConnection();

		publisher.block(new ConnectionBlockedEvent(connection, "low on memory"));
		assertThatThrownBy(() -> publisher.publish(KEY, message())).hasMessage("RabbitMQ takes nothing just now");
		publisher.unblock(new ConnectionUnblockedEvent(connection));
		assertThatCode(() -> publisher.publish(KEY, message())).doesNotThrowAnyException();
		factory.destroy();
	}

	@Test
	void forgetsThatAConnectionThatIsGoneTookNothing() {
		CachingConnectionFactory factory = factory(this.port);
		PostingPublisher publisher = publisher(factory);

		publisher.block(new ConnectionBlockedEvent(factory.createConnection(), "low on memory"));
		factory.resetConnection();
		assertThatCode(() -> publisher.publish(KEY, message())).doesNotThrowAnyException();
		factory.destroy();
	}

	@Test
	void failsWhileTheBrokerIsAway() {
		CachingConnectionFactory nobody = factory(1);

		assertThatThrownBy(() -> publisher(nobody).publish(KEY, message())).hasMessageContaining("refused");
		nobody.destroy();
	}

}
