package cinema.worker.queue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import cinema.workflows.contract.PostingQueues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.stereotype.Component;

/** Moves what nobody can read out of the way, with the reason beside it. */
@Component
public class DeadPostings {

	private static final Logger logger = LoggerFactory.getLogger(DeadPostings.class);

	private static final Set<String> CODES = Set.of("TOO_LARGE", "NOT_JSON", "INVALID_FIELD", "UNKNOWN_CHANNEL");

	private final ConfirmedPublisher publisher;

	private final Map<String, Counter> buried;

	DeadPostings(ConfirmedPublisher publisher, MeterRegistry meters) {
		this.publisher = publisher;
		this.buried = CODES.stream()
			.collect(Collectors.toMap(Function.identity(),
					(code) -> meters.counter("cinema.postings.dead", "reason", code)));
	}

	/**
	 * Returns when the broker has the copy; only then may the message be acknowledged.
	 */
	public void bury(Message message, String code, String reason) {
		String queue = message.getMessageProperties().getConsumerQueue();
		Message copy = MessageBuilder.fromMessage(message)
			.setHeader("x-code", code)
			.setHeader("x-reason", reason)
			.setHeader("x-source-queue", String.valueOf(queue))
			.build();
		if (!this.publisher.publish(List.of(copy), (one) -> PostingQueues.DEAD, (one) -> one).isEmpty()) {
			throw new AmqpException("there is no queue " + PostingQueues.DEAD);
		}
		Counter counter = this.buried.get(code);
		if (counter != null) {
			counter.increment();
		}
		logger.warn("A message of {} cannot be read and goes to {}: {}", queue, PostingQueues.DEAD, reason);
	}

}
