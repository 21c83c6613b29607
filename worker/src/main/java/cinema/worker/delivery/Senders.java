package cinema.worker.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import cinema.platform.trace.LogIds;
import cinema.worker.ledger.Ledger;
import cinema.worker.ledger.Outcome;
import cinema.worker.ledger.Received;
import cinema.worker.queue.QueueProperties;
import cinema.workflows.contract.Urgency;
import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** The threads in which letters of mailings are sent, several at the same time. */
@Component
class Senders {

	private static final Logger logger = LoggerFactory.getLogger(Senders.class);

	/** For so long a letter that is sent waits for others, to be written with them. */
	private static final long COMPANY = TimeUnit.MILLISECONDS.toNanos(20);

	private final AtomicInteger number = new AtomicInteger();

	private final ExecutorService threads;

	private final SendAttempts attempts;

	private final Ledger ledger;

	Senders(QueueProperties properties, SendAttempts attempts, Ledger ledger) {
		this.threads = Executors.newFixedThreadPool(properties.concurrencyOf(Urgency.BULK),
				(task) -> new Thread(task, "sender-" + this.number.incrementAndGet()));
		this.attempts = attempts;
		this.ledger = ledger;
	}

	/**
	 * Sends letters that the ledger knows as being sent; returns when each has ended.
	 * @param ended is told soon after a letter has, of several at once
	 */
	void send(List<Received> letters, Consumer<List<Outcome>> ended) throws InterruptedException {
		BlockingQueue<Optional<Outcome>> results = new LinkedBlockingQueue<>();
		AtomicInteger next = new AtomicInteger();
		for (int i = 0; i < letters.size(); i++) {
			this.threads.execute(() -> sendSome(letters, next, results));
		}
		for (int left = letters.size(); left > 0;) {
			List<Optional<Outcome>> some = together(results, left);
			left -= some.size();
			List<Outcome> outcomes = some.stream().flatMap(Optional::stream).toList();
			if (!outcomes.isEmpty()) {
				ended.accept(outcomes);
			}
		}
	}

	/** Where letters are sent at once, the first threads leave nothing to the others. */
	private void sendSome(List<Received> letters, AtomicInteger next, BlockingQueue<Optional<Outcome>> results) {
		for (int i = next.getAndIncrement(); i < letters.size(); i = next.getAndIncrement()) {
			Outcome outcome = null;
			try {
				outcome = send(letters.get(i));
			}
			finally {
				if (outcome == null) {
					this.ledger.release(letters.get(i).posting());
				}
				results.add(Optional.ofNullable(outcome));
			}
		}
	}

	/** Null when nobody can tell; then its lease runs out. */
	private @Nullable Outcome send(Received received) {
		try (LogIds ids = new LogIds()) {
			received.mark(ids);
			return this.attempts.send(received);
		}
		catch (RuntimeException trouble) {
			logger.warn("Nobody knows whether posting {} was sent: {}", received.posting().id(),
					trouble.getClass().getSimpleName());
			return null;
		}
	}

	private static List<Optional<Outcome>> together(BlockingQueue<Optional<Outcome>> results, int left)
			throws InterruptedException {
		List<Optional<Outcome>> some = new ArrayList<>(left);
		some.add(results.take());
		long until = System.nanoTime() + COMPANY;
		while (some.size() < left) {
			Optional<Outcome> one = results.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
			if (one == null) {
				break;
			}
			some.add(one);
		}
		return some;
	}

	@PreDestroy
	void close() {
		this.threads.shutdown();
	}

}
