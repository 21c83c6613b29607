package cinema.orchestrator.queue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import cinema.orchestrator.IntegrationTest;
import cinema.workflows.contract.Channel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@IntegrationTest
@Timeout(30)
class PostingPublisherIntegrationTests {

	@Autowired
	private PostingPublisher publisher;

	@Autowired
	private RabbitTemplate rabbit;

	@Test
	void confirmsEveryPostingOfManyAtTheSameTime() {
		List<CompletableFuture<Void>> published = IntStream.range(0, 300)
			.mapToObj((i) -> CompletableFuture.runAsync(() -> this.publisher.publish("email.bulk", message("m-" + i))))
			.toList();
		CompletableFuture.allOf(published.toArray(CompletableFuture[]::new)).join();

		for (int i = 0; i < 300; i++) {
			assertThat(this.rabbit.receive("postings.email.bulk", 1000)).isNotNull();
		}
	}

	/** RabbitMQ gives such a posting back and confirms it, Qpid refuses it. */
	@Test
	void tellsThePostingThatFitsNoQueueFromTheOthers() {
		CompletableFuture<Void> good = CompletableFuture
			.runAsync(() -> this.publisher.publish("email.bulk", message("good")));
		CompletableFuture<Void> bad = CompletableFuture
			.runAsync(() -> this.publisher.publish("pigeon.bulk", message("bad")));

		good.join();
		assertThatThrownBy(bad::join).hasRootCauseInstanceOf(IllegalStateException.class)
			.rootCause()
			.hasMessageMatching("no queue is bound to pigeon.bulk|RabbitMQ refused the posting");
		assertThat(this.rabbit.receive("postings.email.bulk", 1000)).isNotNull();
	}

	@Test
	void failsInTimeWhileTheBrokerIsAway() {
		CachingConnectionFactory nobody = new CachingConnectionFactory("127.0.0.1", 1);
		nobody.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.SIMPLE);
		PostingPublisher lonely = new PostingPublisher(nobody, new QueueProperties(List.of(Channel.EMAIL), 2, 2,
				Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(30)), new SimpleMeterRegistry());

		assertThatThrownBy(() -> {
			lonely.start();
			lonely.publish("email.urgent", message("m"));
		}).hasMessageContaining("RabbitMQ has not confirmed");
		lonely.stop();
		nobody.destroy();
	}

	@Test
	void refusesMoreThanMayWait() {
		PostingPublisher stopped = new PostingPublisher(
				this.rabbit.getConnectionFactory(), new QueueProperties(List.of(Channel.EMAIL), 2, 2,
						Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofSeconds(30)),
				new SimpleMeterRegistry());

		assertThatThrownBy(() -> stopped.publish("k", message("1"))).hasMessageContaining("has not confirmed");
		assertThatThrownBy(() -> stopped.publish("k", message("2"))).hasMessageContaining("has not confirmed");
		assertThatThrownBy(() -> stopped.publish("k", message("3"))).hasMessageContaining("too many");
	}

	private static Message message(String id) {
		return MessageBuilder.withBody(new byte[] { 1 }).setMessageId(id + UUID.randomUUID()).build();
	}

}
