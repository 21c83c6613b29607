package cinema.worker.delivery;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import cinema.worker.ledger.Answer;
import cinema.worker.ledger.Ledger;
import cinema.worker.ledger.Outcome;
import cinema.worker.receipt.ReceiptRelay;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes outcomes down, lets their postings go, and reports them. What became of a letter
 * is not forgotten because the database is away: it is written later.
 */
@Component
class OutcomeWriter {

	private static final Logger logger = LoggerFactory.getLogger(OutcomeWriter.class);

	private final Queue<Outcome> unwritten = new ConcurrentLinkedQueue<>();

	private final Ledger ledger;

	private final ReceiptRelay receipts;

	private final DeliveryMeters meters;

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

}
