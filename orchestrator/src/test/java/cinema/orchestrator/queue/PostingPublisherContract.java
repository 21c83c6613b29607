package cinema.orchestrator.queue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import cinema.orchestrator.parts.AmqpBroker;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.PostingQueues;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What holds for every broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class PostingPublisherContract {

	static final String QUEUE = "postings.email.bulk";

	/** RabbitMQ gives such a message back and confirms it, Qpid refuses it. */
	private static final String NO_QUEUE = "no queue is bound to pigeon.bulk|RabbitMQ refused a message to pigeon.bulk";

	static final String KEY = "email.bulk";

	CachingConnectionFactory factory;

	/** Where the broker is. */
	abstract int port() throws Exception;

	@BeforeAll
	void connect() throws Exception {
		this.factory = factory(port());
		new RabbitTemplate(this.factory).execute((channel) -> {
			channel.exchangeDeclare(PostingQueues.EXCHANGE, "topic", true);
			channel.queueDeclare(QUEUE, true, false, false, null);
			channel.queueBind(QUEUE, PostingQueues.EXCHANGE, KEY);
			return channel.queueDeclare(PostingQueues.DEAD, true, false, false, null);
		});
	}

	@BeforeEach
	void empty() {
		drain();
	}

	@AfterAll
	void disconnect() {
		if (this.factory != null) {
			this.factory.destroy();
		}
	}

	@Test
	void confirmsEveryMessageOfManyCallersAtTheSameTime() {
		PostingPublisher publisher = publisher(this.factory);
		CompletableFuture
			.allOf(IntStream.range(0, 300)
				.mapToObj((i) -> CompletableFuture.runAsync(() -> publisher.publish(KEY, message())))
				.toArray(CompletableFuture[]::new))
			.join();

		assertThat(drain()).isEqualTo(300);
	}

	@Test
	void confirmsManyMessagesAtOnce() {
		publisher(this.factory).publish(KEY, IntStream.range(0, 500).mapToObj((i) -> message()).toList(), () -> {
		});

		assertThat(drain()).isEqualTo(500);
	}

	@Test
	void tellsTheMessageThatFitsNoQueueFromTheOthers() {
		PostingPublisher publisher = publisher(this.factory);
		CompletableFuture<Void> good = CompletableFuture.runAsync(() -> publisher.publish(KEY, message()));

		assertThatThrownBy(() -> publisher.publish("pigeon.bulk", message())).hasMessageMatching(NO_QUEUE);
		assertThatThrownBy(() -> publisher.publish("pigeon.bulk", List.of(message(), message()), () -> {
		})).hasMessageMatching(NO_QUEUE);
		good.join();
		assertThat(drain()).isEqualTo(1);
	}

	@Test
	void buriesWithAReason() {
		publisher(this.factory).bury(message(), "NOT_A_RECEIPT", "it is no receipt");

		assertThat(new RabbitTemplate(this.factory).receive(PostingQueues.DEAD, 1000)).isNotNull()
			.satisfies((dead) -> assertThat(dead.getMessageProperties().getHeaders()).containsEntry("x-reason",
					"it is no receipt"));
	}

	int drain() {
		RabbitTemplate rabbit = new RabbitTemplate(this.factory);
		int drained = 0;
		while (rabbit.receive(QUEUE) != null) {
			drained++;
		}
		return drained;
	}

	static PostingPublisher publisher(CachingConnectionFactory factory) {
		return new PostingPublisher(factory,
				new QueueProperties(List.of(Channel.EMAIL), Duration.ofSeconds(20), Duration.ofSeconds(30)),
				new SimpleMeterRegistry());
	}

	static CachingConnectionFactory factory(int port) {
		CachingConnectionFactory factory = new CachingConnectionFactory("127.0.0.1", port);
		factory.setUsername(AmqpBroker.USER);
		factory.setPassword(AmqpBroker.USER);
		factory.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.CORRELATED);
		factory.setPublisherReturns(true);
		factory.setChannelCacheSize(100);
		factory.setChannelCheckoutTimeout(10_000);
		return factory;
	}

	static Message message() {
		return MessageBuilder.withBody(new byte[] { 1 }).build();
	}

}
