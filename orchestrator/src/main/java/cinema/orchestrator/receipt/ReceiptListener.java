package cinema.orchestrator.receipt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.PostingOutcomes;
import cinema.orchestrator.queue.Patience;
import cinema.orchestrator.queue.PostingPublisher;
import cinema.orchestrator.suppression.BounceWriter;
import cinema.platform.trace.Traces;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import com.rabbitmq.client.Channel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareBatchMessageListener;
import org.springframework.stereotype.Component;

/**
 * Takes receipts in batches: first those that are waited for, then the journal, then the
 * workflows of the rest. Returns when everything is told.
 */
@Component
class ReceiptListener implements ChannelAwareBatchMessageListener {

	private static final Logger logger = LoggerFactory.getLogger(ReceiptListener.class);

	private static final String NOT_A_RECEIPT = "NOT_A_RECEIPT";

	private static final String WRONG_FIELD = "INVALID_FIELD";

	private final Patience patience = new Patience(logger);

	private final AwaitedReceipts awaited;

	private final PageSettlement pages;

	private final ReceiptReader reader;

	private final ReceiptSignals signals;

	private final PostingPublisher publisher;

	private final PostingOutcomes outcomes;

	private final BounceWriter bounces;

	private final Journal journal;

	private final Traces traces;

	private final Counter notReceipts;

	private final Counter wrongFields;

	ReceiptListener(AwaitedReceipts awaited, PageSettlement pages, ReceiptReader reader, ReceiptSignals signals,
			PostingPublisher publisher, PostingOutcomes outcomes, BounceWriter bounces, Journal journal, Traces traces,
			MeterRegistry meters) {
		this.journal = journal;
		this.bounces = bounces;
		this.awaited = awaited;
		this.pages = pages;
		this.reader = reader;
		this.signals = signals;
		this.publisher = publisher;
		this.outcomes = outcomes;
		this.traces = traces;
		this.notReceipts = meters.counter("cinema.receipts.dead", "reason", NOT_A_RECEIPT);
		this.wrongFields = meters.counter("cinema.receipts.dead", "reason", WRONG_FIELD);
	}

	@Override
	public void onMessageBatch(List<Message> messages, @Nullable Channel channel) {
		List<Span> spans = messages.stream().map(this::span).toList();
		try {
			Map<String, String> channels = new HashMap<>();
			take(messages.stream().flatMap((message) -> read(message, channels).stream()).toList(), channels);
		}
		finally {
			spans.forEach(Span::end);
		}
	}

	private Span span(Message message) {
		Object parent = message.getMessageProperties().getHeaders().get(Traces.HEADER);
		return this.traces.resume("receipt", SpanKind.CONSUMER, (parent != null) ? parent.toString() : null);
	}

	private void take(List<Receipt> receipts, Map<String, String> channels) {
		// Whoever waits for an attempt is told that it was delivered, which was before.
		List<Receipt> unclaimed = receipts.stream()
			.filter((receipt) -> isSeen(receipt) || !this.awaited.hand(receipt))
			.toList();
		Set<String> ended = writeDown(receipts, channels);
		Set<String> steps = steps(unclaimed);
		unclaimed.stream()
			.filter((receipt) -> !WorkflowIds.isPage(receipt.workflowId()))
			.filter((receipt) -> !isSeen(receipt) || steps.contains(receipt.postingId()))
			.collect(Collectors.groupingBy(Receipt::workflowId))
			.forEach((workflow, theirs) -> this.patience.retry("tell a workflow",
					() -> this.signals.acknowledge(workflow, theirs)));
		settle(unclaimed.stream()
			.filter((receipt) -> !isSeen(receipt) || ended.contains(receipt.postingId()))
			.map(Receipt::workflowId)
			.filter(WorkflowIds::isPage)
			.collect(Collectors.toUnmodifiableSet()));
	}

	private static boolean isSeen(Receipt receipt) {
		return receipt.status() == ReceiptStatus.SEEN;
	}

	/** Of what is seen only steps are waited for; most other workflows have ended. */
	private Set<String> steps(List<Receipt> receipts) {
		List<String> seen = receipts.stream().filter(ReceiptListener::isSeen).map(Receipt::postingId).toList();
		Set<String> steps = new HashSet<>();
		if (!seen.isEmpty()) {
			this.patience.retry("look for steps", () -> steps.addAll(this.journal.steps(seen)));
		}
		return steps;
	}

	/** What came back first, since it says more. */
	private Set<String> writeDown(List<Receipt> receipts, Map<String, String> channels) {
		List<Receipt> bounced = receipts.stream().filter((receipt) -> receipt.bounce() != null).toList();
		if (!bounced.isEmpty()) {
			this.patience.retry("write down what came back", () -> this.bounces.bounced(bounced));
		}
		List<Receipt> ended = new ArrayList<>();
		this.patience.retry("write receipts down", () -> ended.addAll(this.bounces.conclude(receipts)));
		ended.forEach((one) -> this.outcomes.ended(channels.get(one.postingId()), one.status().name()));
		return ended.stream().map(Receipt::postingId).collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * A page of a mailing is told once, when nothing of it is on its way: the journal
	 * knows the rest.
	 */
	private void settle(Set<String> pages) {
		if (!pages.isEmpty()) {
			this.patience.retry("tell pages", () -> this.pages.answered(pages));
		}
	}

	private List<Receipt> read(Message message, Map<String, String> channels) {
		try {
			List<Receipt> receipts = this.reader.read(message.getBody());
			Object channel = message.getMessageProperties().getHeaders().get(PostingQueues.CHANNEL);
			if (channel != null) {
				receipts.forEach((receipt) -> channels.put(receipt.postingId(), channel.toString()));
			}
			return receipts;
		}
		catch (IllegalArgumentException ex) {
			bury(message, String.valueOf(ex.getMessage()));
			return List.of();
		}
	}

	private void bury(Message message, String reason) {
		boolean isNone = reason.startsWith("it is no receipt");
		String code = isNone ? NOT_A_RECEIPT : WRONG_FIELD;
		this.patience.retry("bury a receipt", () -> this.publisher.bury(message, code, reason));
		(isNone ? this.notReceipts : this.wrongFields).increment();
		logger.warn("A receipt cannot be read and lies in {} now: {}", PostingQueues.DEAD, reason);
	}

}
