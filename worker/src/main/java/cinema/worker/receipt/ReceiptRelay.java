package cinema.worker.receipt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.platform.thread.OwnThread;
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
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Publishes receipts from the ledger in batches until the broker has confirmed them: to
 * whoever asked last, else to the queue that every orchestrator reads. The queue in
 * memory only saves time; the ledger knows what is open.
 */
@Component
public class ReceiptRelay extends OwnThread {

	private static final Logger logger = LoggerFactory.getLogger(ReceiptRelay.class);

	/** For so long the last receipts may take. */
	private static final Duration FAREWELL = Duration.ofSeconds(5);

	private static final int BATCH = 200;

	/** So many batches may go out one after another. */
	private static final int ROUNDS = 100;

	/**
	 * For so long a receipt of a mailing waits for others, since nobody waits for it
	 * alone, and the ledger for what was told.
	 */
	private static final long COMPANY = TimeUnit.MILLISECONDS.toNanos(200);

	private final BlockingQueue<Answer> fresh = new LinkedBlockingQueue<>(10_000);

	/** Of mailings; they go out together when they are due. */
	private final List<Answer> bulk = new ArrayList<>();

	/** What the broker has, and the ledger is to be told of. */
	private final List<Answer> told = new ArrayList<>();

	private final Ledger ledger;

	private final WireFormat wire;

	private final ConfirmedPublisher publisher;

	/** By {@link System#nanoTime()}. */
	private long due;

	ReceiptRelay(Ledger ledger, WireFormat wire, ConfirmedPublisher publisher) {
		super("receipt-relay", FAREWELL);
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

	@Override
	protected boolean isOpen() {
		return !this.fresh.isEmpty() || !this.bulk.isEmpty() || !this.told.isEmpty();
	}

	@Override
	protected void turn() throws InterruptedException {
		boolean none = this.bulk.isEmpty() && this.told.isEmpty();
		List<Answer> waited = new ArrayList<>();
		take(none ? COMPANY : this.due - System.nanoTime(), waited);
		this.due = none ? System.nanoTime() + COMPANY : this.due;
		waited.stream().filter(Answer::isBulk).forEach(this.bulk::add);
		waited.removeIf(Answer::isBulk);
		tell(waited, this.told);
		if (this.bulk.size() + this.told.size() >= BATCH || System.nanoTime() >= this.due || !isRunning()) {
			tell(this.bulk, this.told);
			this.bulk.clear();
			acknowledge(List.copyOf(this.told), Set.of());
			this.told.clear();
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

	/**
	 * Consumers start after this and stop before it: their last receipts still go out.
	 */
	@Override
	public int getPhase() {
		return 0;
	}

}
