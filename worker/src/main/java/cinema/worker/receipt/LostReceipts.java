package cinema.worker.receipt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

import cinema.worker.ledger.AnsweredQueues;
import cinema.worker.queue.ConfirmedPublisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks whether the queues are still there that had receipts lately, by an empty list of
 * them: a queue's name never comes again, so one that is there has lost nothing.
 */
@Component
class LostReceipts {

	private static final Logger logger = LoggerFactory.getLogger(LostReceipts.class);

	private static final Message NOTHING = MessageBuilder.withBody("[]".getBytes(StandardCharsets.UTF_8))
		.setContentType(MessageProperties.CONTENT_TYPE_JSON)
		.build();

	private final AnsweredQueues answered;

	private final ConfirmedPublisher publisher;

	LostReceipts(AnsweredQueues answered, ConfirmedPublisher publisher) {
		this.answered = answered;
		this.publisher = publisher;
	}

	@Scheduled(fixedDelay = 10_000)
	void look() {
		try {
			this.answered.forgetOld();
			List<String> quiet = this.answered.quiet();
			if (!quiet.isEmpty()) {
				this.publisher.publish(quiet, Function.identity(), (queue) -> NOTHING).forEach(this::sendAgain);
			}
		}
		catch (RuntimeException trouble) {
			logger.warn("Queues of receipts cannot be looked for: {}", trouble.getClass().getSimpleName());
		}
	}

	private void sendAgain(String queue) {
		logger.info("{} is gone: {} receipts go to everybody", queue, this.answered.lost(queue));
	}

}
