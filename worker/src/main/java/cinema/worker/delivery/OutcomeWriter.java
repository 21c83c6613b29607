package cinema.worker.delivery;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import cinema.worker.ledger.Answer;
import cinema.worker.ledger.Ledger;
import cinema.worker.ledger.Outcome;
import cinema.worker.receipt.ReceiptRelay;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes outcomes down, lets their postings go, and reports them. What became of a letter
 * is not forgotten because the database is away: it is written later.
 */
@Component
class OutcomeWriter implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(OutcomeWriter.class);

	/** For so long the last outcomes may take. */
	private static final long FAREWELL = TimeUnit.SECONDS.toNanos(5);

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

	private final Queue<Outcome> unwritten = new ConcurrentLinkedQueue<>();

	private final Ledger ledger;

	private final ReceiptRelay receipts;

	private final DeliveryMeters meters;

	private volatile boolean running;

	OutcomeWriter(Ledger ledger, ReceiptRelay receipts, DeliveryMeters meters) {
		this.ledger = ledger;
		this.receipts = receipts;
		this.meters = meters;
	}

	/**
	 * Writes outcomes of different postings together; returns whether they are written.
	 */
	boolean write(List<Outcome> outcomes) {
		try {
			List<Optional<Answer>> answers = this.ledger.conclude(outcomes);
			for (int i = 0; i < outcomes.size(); i++) {
				done(outcomes.get(i), answers.get(i).orElse(null));
			}
			return true;
		}
		catch (RuntimeException trouble) {
			logger.warn("{} outcomes have to wait: {}", outcomes.size(), trouble.getClass().getSimpleName());
			this.unwritten.addAll(outcomes);
			return false;
		}
	}

	private void done(Outcome outcome, @Nullable Answer answer) {
		this.ledger.release(outcome.posting());
		if (answer != null) {
			this.meters.concluded(outcome);
			this.receipts.report(answer);
		}
	}

	/** One that cannot be written lets the others go first. */
	@Scheduled(fixedDelay = 1000)
	void writeLate() {
		for (Outcome outcome = this.unwritten.poll(); outcome != null; outcome = this.unwritten.poll()) {
			if (!write(List.of(outcome))) {
				return;
			}
		}
	}

	@Override
	public void start() {
		this.running = true;
	}

	/** After the consumers and before the receipts. */
	@Override
	public void stop() {
		this.running = false;
		long until = System.nanoTime() + FAREWELL;
		writeLate();
		while (!this.unwritten.isEmpty() && System.nanoTime() < until) {
			LockSupport.parkNanos(PAUSE);
			writeLate();
		}
		if (!this.unwritten.isEmpty()) {
			logger.error("{} outcomes are lost, since the database does not take them", this.unwritten.size());
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return 1;
	}

}
