package cinema.worker.delivery;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.platform.trace.LogIds;
import cinema.worker.channel.Line;
import cinema.worker.ledger.Ledger;
import cinema.worker.ledger.Outcome;
import cinema.worker.ledger.Received;
import cinema.worker.queue.QueueProperties;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The threads in which letters of mailings are sent, several at the same time; each
 * channel has its own, so that none waits for the server of another, and as many as its
 * servers take together, so that one that hangs keeps none from the others.
 */
@Component
class Senders implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(Senders.class);

	/** For so long a letter that is sent waits for others, to be written with them. */
	private static final long COMPANY = TimeUnit.MILLISECONDS.toNanos(20);

	/** For so long letters wait for one of them when the server answers none. */
	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

	/** For so long letters that nobody waits for any more may take at the end. */
	private static final long FAREWELL = TimeUnit.SECONDS.toNanos(10);

	private final AtomicInteger number = new AtomicInteger();

	private final Map<Channel, ExecutorService> threads;

	private final SendAttempts attempts;

	private final Ledger ledger;

	private final OutcomeWriter outcomes;

	private volatile boolean running;

	Senders(QueueProperties properties, SendAttempts attempts, Ledger ledger, OutcomeWriter outcomes) {
		this.threads = attempts.channels()
			.stream()
			.collect(Collectors.toMap(Function.identity(),
					(channel) -> Executors.newFixedThreadPool(
							Math.max(properties.concurrencyOf(Urgency.BULK), attempts.together(channel)),
							(task) -> new Thread(task, "sender-" + channel + "-" + this.number.incrementAndGet()))));
		this.attempts = attempts;
		this.ledger = ledger;
		this.outcomes = outcomes;
	}

	/**
	 * Sends letters that the ledger knows as being sent; returns when each has ended, or
	 * none has for a while: where there are several servers, for as long again as the
	 * others took, so that what one is slow to answer does not hold back what comes next.
	 * @return those whose outcome is not written; it is when it can be
	 */
	Set<Received> send(List<Departure> letters) throws InterruptedException {
		Together together = new Together(letters.stream().anyMatch((one) -> one.line().isAmongSeveral()));
		AtomicInteger next = new AtomicInteger();
		letters.forEach((one) -> Objects.requireNonNull(this.threads.get(one.posting().channel()))
			.execute(() -> sendSome(letters, next, together)));
		Set<Received> open = letters.stream()
			.map(Departure::received)
			.collect(Collectors.toCollection(LinkedHashSet::new));
		Set<Received> unwritten = new LinkedHashSet<>();
		try {
			List<Ended> some = together.next(open.size());
			while (!some.isEmpty()) {
				some.forEach((one) -> open.remove(one.received()));
				unwritten.addAll(write(some));
				some = together.next(open.size());
			}
		}
		finally {
			write(together.leave());
		}
		unwritten.addAll(open);
		return unwritten;
	}

	/** Where letters are sent at once, the first threads leave nothing to the others. */
	private void sendSome(List<Departure> letters, AtomicInteger next, Together together) {
		for (int i = next.getAndIncrement(); i < letters.size(); i = next.getAndIncrement()) {
			together.add(new Ended(letters.get(i).received(), send(letters.get(i))));
		}
	}

	/** Null when nobody can tell; then its lease runs out. */
	private @Nullable Outcome send(Departure departure) {
		Outcome outcome = null;
		try (LogIds ids = new LogIds(); Line line = departure.line()) {
			departure.received().mark(ids);
			outcome = this.attempts.send(departure);
		}
		catch (RuntimeException trouble) {
			logger.warn("Nobody knows whether posting {} was sent: {}", departure.received().posting().id(),
					trouble.getClass().getSimpleName());
		}
		finally {
			if (outcome == null) {
				this.ledger.release(departure.received().posting());
			}
		}
		return outcome;
	}

	/** Tells which of them the database did not take. */
	private List<Received> write(List<Ended> some) {
		List<Outcome> outcomes = some.stream().flatMap((one) -> Stream.ofNullable(one.outcome())).toList();
		return (outcomes.isEmpty() || this.outcomes.write(outcomes)) ? List.of()
				: outcomes.stream().map(Outcome::received).toList();
	}

	@Override
	public void start() {
		this.running = true;
	}

	/** After the consumers; what has no answer by then, nobody knows. */
	@Override
	public void stop() {
		this.running = false;
		this.threads.values().forEach(ExecutorService::shutdown);
		long until = System.nanoTime() + FAREWELL;
		try {
			for (ExecutorService each : this.threads.values()) {
				each.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS);
			}
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
		return 2; // outcomes are written after this
	}

	private record Ended(Received received, @Nullable Outcome outcome) {
	}

	/**
	 * Letters on their way, and whoever waits for them; a letter that nobody waits for
	 * any more is written by itself.
	 */
	private final class Together {

		private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

		private final long began = System.nanoTime();

		private final boolean amongSeveral;

		private long patience = PATIENCE;

		private boolean left;

		private Together(boolean amongSeveral) {
			this.amongSeveral = amongSeveral;
		}

		void add(Ended one) {
			if (!isAwaited(one)) {
				write(List.of(one));
			}
		}

		private synchronized boolean isAwaited(Ended one) {
			return !this.left && this.ended.add(one);
		}

		/** Nobody waits any more; what came in the last moment is told. */
		synchronized List<Ended> leave() {
			this.left = true;
			List<Ended> rest = new ArrayList<>();
			this.ended.drainTo(rest);
			return rest;
		}

		/** Some that end at about the same time; none when nothing ends. */
		List<Ended> next(int most) throws InterruptedException {
			List<Ended> some = new ArrayList<>(most);
			Ended one = (most > 0) ? this.ended.poll(this.patience, TimeUnit.NANOSECONDS) : null;
			long now = System.nanoTime();
			this.patience = this.amongSeveral ? Math.min(PATIENCE, Math.max(COMPANY, now - this.began)) : PATIENCE;
			long until = now + COMPANY;
			while (one != null) {
				some.add(one);
				one = (some.size() < most) ? this.ended.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS) : null;
			}
			return some;
		}

	}

}
