package cinema.worker.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.platform.trace.Traces;
import cinema.worker.ledger.Answer;
import cinema.worker.ledger.Ledger;
import cinema.worker.queue.ConfirmedPublisher;
import cinema.worker.queue.WireFormat;
import cinema.workflows.contract.PostingQueues;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageBuilderSupport;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Publishes receipts from the ledger in batches until the broker has confirmed them: to
 * whoever asked last, else to the queue that every orchestrator reads. The queue in
 * memory only saves time; the ledger knows what is open.
 */
@Component
public class ReceiptRelay implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(ReceiptRelay.class);

	/** For so long the last receipts may take, in milliseconds. */
	private static final long FAREWELL = 5000;

	private static final int BATCH = 200;

	/** So many batches may go out one after another. */
	private static final int ROUNDS = 100;

	/**
	 * For so long a receipt of a mailing waits for others, since nobody waits for it
	 * alone, and the ledger for what was told.
	 */
	private static final long COMPANY = TimeUnit.MILLISECONDS.toNanos(200);

	private final BlockingQueue<Answer> fresh = new LinkedBlockingQueue<>(10_000);

	private final Ledger ledger;

	private final WireFormat wire;

	private final ConfirmedPublisher publisher;

	private volatile boolean running;

	private Thread relay = new Thread(this::relayForEver, "receipt-relay");

	ReceiptRelay(Ledger ledger, WireFormat wire, ConfirmedPublisher publisher) {
		this.ledger = ledger;
		this.wire = wire;
		this.publisher = publisher;
	}

	/** Publishes soon; when there are too many, the ledger's turn comes later. */
	public void report(Answer answer) {
		if (!this.fresh.offer(answer)) {
			logger.info("Receipts wait in the ledger");
		}
	}

	private void relayForEver() {
		List<Answer> bulk = new ArrayList<>();
		List<Answer> told = new ArrayList<>();
		long due = 0;
		while (this.running || !this.fresh.isEmpty() || !bulk.isEmpty() || !told.isEmpty()) {
			try {
				boolean none = bulk.isEmpty() && told.isEmpty();
				List<Answer> waited = new ArrayList<>();
				take(none ? COMPANY : due - System.nanoTime(), waited);
				due = none ? System.nanoTime() + COMPANY : due;
				waited.stream().filter(Answer::isBulk).forEach(bulk::add);
				waited.removeIf(Answer::isBulk);
				tell(waited, told);
				if (bulk.size() + told.size() >= BATCH || System.nanoTime() >= due || !this.running) {
					tell(bulk, told);
					bulk.clear();
					acknowledge(List.copyOf(told), Set.of());
					told.clear();
				}
			}
			catch (InterruptedException ex) {
				logger.debug("Woken to stop");
			}
		}
	}

	private void take(long nanos, List<Answer> into) throws InterruptedException {
		Answer first = this.fresh.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
		if (first != null) {
			into.add(first);
			this.fresh.drainTo(into, BATCH - 1);
		}
	}

	/** What an earlier try, or a worker that is gone, left open. */
	@Scheduled(fixedDelay = 1000)
	void relayLeftOver() {
		int left = BATCH;
		for (int round = 0; round < ROUNDS && left == BATCH; round++) {
			List<Answer> open = this.ledger.unacknowledged(BATCH);
			Set<String> gone = tell(open);
			left = (gone != null && acknowledge(open, gone)) ? open.size() : 0;
		}
	}

	/** What is told becomes known to the ledger later, unless its queue was gone. */
	private void tell(List<Answer> answers, List<Answer> told) {
		Set<String> gone = tell(answers);
		if (gone != null && gone.isEmpty()) {
			told.addAll(answers);
		}
		else if (gone != null) {
			acknowledge(answers, gone);
		}
	}

	/**
	 * Publishes them.
	 * @return the queues that are gone, whose receipts went to everybody; null in trouble
	 */
	private synchronized @Nullable Set<String> tell(List<Answer> answers) {
		try {
			List<Answer> homeless = answers.isEmpty() ? List.of() : publish(answers, false);
			if (!homeless.isEmpty() && !publish(homeless, true).isEmpty()) {
				throw new IllegalStateException("the broker refuses receipts");
			}
			return homeless.stream().flatMap((one) -> Stream.ofNullable(one.replyTo())).collect(Collectors.toSet());
		}
		catch (RuntimeException | Error trouble) {
			stay(answers, trouble);
			return null;
		}
	}

	/** By one statement for many: until then they may be told once more, never less. */
	private boolean acknowledge(List<Answer> told, Set<String> gone) {
		try {
			if (!told.isEmpty()) {
				this.ledger.acknowledged(told, gone);
			}
			return true;
		}
		catch (RuntimeException | Error trouble) {
			stay(told, trouble);
			return false;
		}
	}

	private static void stay(List<Answer> answers, Throwable trouble) {
		logger.warn("{} receipts stay in the ledger for now: {}", answers.size(), trouble.getClass().getSimpleName());
	}

	/** Tells which of them the broker has in no queue. */
	private List<Answer> publish(List<Answer> answers, boolean toEverybody) {
		return this.publisher.publish(ReceiptBundle.of(answers, toEverybody), ReceiptBundle::queue, this::message)
			.stream()
			.flatMap((bundle) -> bundle.answers().stream())
			.toList();
	}

	private Message message(ReceiptBundle bundle) {
		MessageBuilderSupport<Message> message = MessageBuilder.withBody(this.wire.write(bundle.receipts()))
			.setContentType(MessageProperties.CONTENT_TYPE_JSON)
			.setDeliveryMode(MessageDeliveryMode.PERSISTENT)
			.setMessageId(bundle.id());
		header(message, PostingQueues.CHANNEL, bundle.channel());
		header(message, Traces.HEADER, bundle.traceparent());
		return message.build();
	}

	private static void header(MessageBuilderSupport<Message> message, String name, @Nullable String value) {
		if (value != null) {
			message.setHeader(name, value);
		}
	}

	@Override
	public void start() {
		this.running = true;
		this.relay = new Thread(this::relayForEver, "receipt-relay");
		this.relay.start();
	}

	/** After the consumers, so that their last receipts still go out. */
	@Override
	public void stop() {
		this.running = false;
		this.relay.interrupt();
		try {
			this.relay.join(FAREWELL);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return 0; // listener containers start after this and stop before it
	}

}
