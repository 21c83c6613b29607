package cinema.orchestrator.receipt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.queue.WireFormat;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Receipt;
import cinema.workflows.event.EventWorkflow;
import com.rabbitmq.client.Channel;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareBatchMessageListener;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes receipts in batches: first those that are waited for, then the journal, then the
 * workflows of the rest.
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

	private final WireFormat wire;

	private final WorkflowClient temporal;

	private final RabbitTemplate rabbit;

	private final MeterRegistry meters;

	ReceiptListener(AwaitedReceipts awaited, Journal journal, WireFormat wire, WorkflowClient temporal,
			RabbitTemplate rabbit, MeterRegistry meters) {
		this.awaited = awaited;
		this.journal = journal;
		this.wire = wire;
		this.temporal = temporal;
		this.rabbit = rabbit;
		this.meters = meters;
	}

	/**
	 * Returns when everything is told, and throws nothing before: a batch that came back
	 * would come at once.
	 */
	@Override
	public void onMessageBatch(List<Message> messages, @Nullable Channel channel) {
		List<Receipt> receipts = messages.stream().flatMap((message) -> read(message).stream()).toList();
		List<Receipt> unclaimed = receipts.stream().filter((receipt) -> !this.awaited.hand(receipt)).toList();
		retry(() -> this.journal.conclude(receipts));
		Map<String, List<Receipt>> byWorkflow = unclaimed.stream().collect(Collectors.groupingBy(Receipt::workflowId));
		byWorkflow.forEach((workflow, theirs) -> retry(() -> signal(workflow, theirs)));
	}

	private void signal(String workflowId, List<Receipt> receipts) {
		try {
			this.temporal.newWorkflowStub(EventWorkflow.class, workflowId).acknowledge(new ArrayList<>(receipts));
		}
		catch (WorkflowNotFoundException ended) {
			this.meters.counter("cinema.receipts.orphaned").increment(receipts.size());
		}
	}

	private List<Receipt> read(Message message) {
		try {
			List<Receipt> receipts = this.wire.receipts(message.getBody());
			receipts.forEach(ReceiptListener::check);
			return receipts;
		}
		catch (JacksonException | IllegalArgumentException ex) {
			bury(message, (ex instanceof JacksonException) ? "no receipt: " + ex.getClass().getSimpleName()
					: String.valueOf(ex.getMessage()));
			return List.of();
		}
	}

	private static void check(@Nullable Receipt receipt) {
		if (receipt == null || receipt.workflowId() == null || receipt.workflowId().isBlank()) {
			throw new IllegalArgumentException("workflow_id: missing");
		}
		if (receipt.status() == null || receipt.at() == null || receipt.postingId() == null) {
			throw new IllegalArgumentException("posting_id, status, at: all are needed");
		}
		UUID.fromString(receipt.postingId());
	}

	private void bury(Message message, String reason) {
		this.meters.counter("cinema.postings.dead", "reason", "receipt").increment();
		logger.warn("A receipt cannot be read and goes to {}: {}", PostingQueues.DEAD, reason);
		message.getMessageProperties().setHeader("x-reason", reason);
		retry(() -> this.rabbit.send("", PostingQueues.DEAD, message));
	}

	private void retry(Runnable step) {
		try {
			this.untilItWorks.execute(() -> {
				step.run();
				return true;
			});
		}
		catch (RetryException ex) {
			throw new IllegalStateException("interrupted while the receipts were told", ex);
		}
	}

}
