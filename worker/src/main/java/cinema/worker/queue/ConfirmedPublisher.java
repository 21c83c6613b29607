package cinema.worker.queue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;

/** Puts messages into queues, and knows of each whether the broker has it in one. */
@Component
public class ConfirmedPublisher {

	private static final Duration CONFIRM = Duration.ofSeconds(5);

	private final RabbitTemplate rabbit;

	ConfirmedPublisher(RabbitTemplate rabbit) {
		this.rabbit = rabbit;
		// A broker that takes nothing blocks a connection, and acknowledgements have to
		// pass.
		rabbit.setUsePublisherConnection(true);
		rabbit.setReturnsCallback((unroutable) -> {
			// Told by the answer to its message, too.
		});
	}

	/**
	 * Publishes these together.
	 * @return those that fit no queue, when the broker has answered for each
	 * @throws AmqpException when it does not; then nobody knows what it has
	 */
	public <T> List<T> publish(List<T> all, Function<T, String> queue, Function<T, Message> message) {
		List<CorrelationData> answers = Stream.generate(CorrelationData::new).limit(all.size()).toList();
		this.rabbit.invoke((channel) -> {
			for (int i = 0; i < all.size(); i++) {
				channel.send("", queue.apply(all.get(i)), message.apply(all.get(i)), answers.get(i));
			}
			return true;
		});
		await(answers);
		return IntStream.range(0, all.size()).filter((i) -> !isPlaced(answers.get(i))).mapToObj(all::get).toList();
	}

	private static void await(List<CorrelationData> answers) {
		try {
			CompletableFuture.allOf(answers.stream().map(CorrelationData::getFuture).toArray(CompletableFuture[]::new))
				.get(CONFIRM.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AmqpException("interrupted", ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new AmqpException("the broker does not confirm", ex);
		}
	}

	/**
	 * RabbitMQ gives a message back that fits no queue, and confirms it none the less;
	 * Qpid refuses it.
	 */
	private static boolean isPlaced(CorrelationData answer) {
		return answer.getFuture().join().ack() && answer.getReturned() == null;
	}

}
