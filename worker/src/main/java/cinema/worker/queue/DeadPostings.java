package cinema.worker.queue;

import java.time.Duration;

import cinema.workflows.contract.PostingQueues;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;

/** Moves what nobody can read out of the way, with the reason beside it. */
@Component
public class DeadPostings {

	private static final Logger logger = LoggerFactory.getLogger(DeadPostings.class);

	private static final Duration CONFIRM = Duration.ofSeconds(5);

	private final RabbitTemplate rabbit;

	private final MeterRegistry meters;

	DeadPostings(RabbitTemplate rabbit, MeterRegistry meters) {
		this.rabbit = rabbit;
		this.meters = meters;
	}

	/**
	 * Returns when the broker has the copy; only then may the message be acknowledged.
	 */
	public void bury(Message message, String reason) {
		String queue = message.getMessageProperties().getConsumerQueue();
		Message copy = MessageBuilder.fromMessage(message)
			.setHeader("x-reason", reason)
			.setHeader("x-source-queue", String.valueOf(queue))
			.build();
		this.rabbit.invoke((channel) -> {
			channel.send("", PostingQueues.DEAD, copy);
			channel.waitForConfirmsOrDie(CONFIRM.toMillis());
			return true;
		});
		this.meters.counter("cinema.postings.dead").increment();
		logger.warn("A message of {} cannot be read and goes to {}: {}", queue, PostingQueues.DEAD, reason);
	}

}
