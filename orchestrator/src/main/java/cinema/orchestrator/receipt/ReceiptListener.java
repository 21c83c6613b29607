package cinema.orchestrator.receipt;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import cinema.orchestrator.journal.Journal;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Receipt;
import com.rabbitmq.client.Channel;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareBatchMessageListener;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes receipts in batches: first those that are waited for, then the journal, then the
 * workflows of the rest. Returns when everything is told: a batch that was given back to
 * the broker would come again at once, and again.
 */
@Component
class ReceiptListener implements ChannelAwareBatchMessageListener {

	private static final Logger logger = LoggerFactory.getLogger(ReceiptListener.class);

	private final RetryTemplate untilItWorks = new RetryTemplate(RetryPolicy.builder()
		.maxRetries(Long.MAX_VALUE)
		.delay(Duration.ofMillis(500))
		.multiplier(2)
		.maxDelay(Duration.ofSeconds(10))
		.build());

	private final AwaitedReceipts awaited;

	private final Journal journal;

	private final ReceiptReader reader;

	private final ReceiptSignals signals;

	private final RabbitTemplate rabbit;

	private final MeterRegistry meters;

	ReceiptListener(AwaitedReceipts awaited, Journal journal, ReceiptReader reader, ReceiptSignals signals,
			RabbitTemplate rabbit, MeterRegistry meters) {
		this.awaited = awaited;
		this.journal = journal;
		this.reader = reader;
		this.signals = signals;
		this.rabbit = rabbit;
		this.meters = meters;
	}

	@Override
	public void onMessageBatch(List<Message> messages, @Nullable Channel channel) {
		List<Receipt> receipts = messages.stream().flatMap((message) -> read(message).stream()).toList();
		List<Receipt> unclaimed = receipts.stream().filter((receipt) -> !this.awaited.hand(receipt)).toList();
		retry("write receipts down", () -> this.journal.conclude(receipts));
		unclaimed.stream()
			.collect(Collectors.groupingBy(Receipt::workflowId))
			.forEach((workflow, theirs) -> retry("tell a workflow", () -> this.signals.acknowledge(workflow, theirs)));
	}

	private List<Receipt> read(Message message) {
		try {
			return this.reader.read(message.getBody());
		}
		catch (IllegalArgumentException ex) {
			bury(message, String.valueOf(ex.getMessage()));
			return List.of();
		}
	}

	private void bury(Message message, String reason) {
		message.getMessageProperties().setHeader("x-reason", reason);
		retry("bury a receipt", () -> this.rabbit.invoke((channel) -> {
			channel.send("", PostingQueues.DEAD, message);
			channel.waitForConfirmsOrDie(5000);
			return true;
		}));
		this.meters.counter("cinema.receipts.dead").increment();
		logger.warn("A receipt cannot be read and lies in {} now: {}", PostingQueues.DEAD, reason);
	}

	private void retry(String what, Runnable step) {
		try {
			this.untilItWorks.execute(() -> {
				tryOnce(what, step);
				return true;
			});
		}
		catch (RetryException ex) {
			throw new IllegalStateException("could not " + what, ex);
		}
	}

	private static void tryOnce(String what, Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException ex) {
			logger.warn("Cannot {} yet: {}", what, ex.toString());
			throw ex;
		}
	}

}
