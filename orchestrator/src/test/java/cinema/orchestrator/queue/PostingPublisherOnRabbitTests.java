package cinema.orchestrator.queue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** With a node of RabbitMQ, where it is installed. */
class PostingPublisherOnRabbitTests extends PostingPublisherContract {

	private RabbitNode node;

	@Override
	int port() throws Exception {
		this.node = RabbitNode.start();
		return this.node.port();
	}

	/** It reads nothing more of a connection that has published. */
	@Test
	void readsAndShowsThatItLivesWhileTheBrokerTakesNothing() throws Exception {
		PostingPublisher publisher = publisher(this.factory);
		publisher.publish(KEY, message());
		publisher.publish(KEY, message());
		this.node.control("set_vm_memory_high_watermark", "0.00001");
		AtomicInteger alive = new AtomicInteger();
		CompletableFuture<Void> page = CompletableFuture
			.runAsync(() -> publisher.publish(KEY, List.of(message(), message()), alive::incrementAndGet));
		await().atMost(Duration.ofSeconds(20)).until(() -> alive.get() >= 3);

		assertThat(page).isNotDone();
		assertThat(drain()).isEqualTo(2);
		this.node.control("set_vm_memory_high_watermark", "0.6");
		page.get(60, TimeUnit.SECONDS);
	}

	@AfterAll
	void end() {
		if (this.node != null) {
			this.node.close();
		}
	}

}
