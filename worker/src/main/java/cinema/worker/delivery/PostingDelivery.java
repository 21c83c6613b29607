package cinema.worker.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import cinema.platform.trace.Traces;
import cinema.worker.ledger.Answer;
import cinema.worker.ledger.Claim;
import cinema.worker.ledger.Conclusion;
import cinema.worker.ledger.Copy;
import cinema.worker.ledger.Ledger;
import cinema.worker.receipt.ReceiptRelay;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Withdrawal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Delivers one posting: claim, check, send, record, report, in an order that no crash
 * turns into a second letter.
 */
@Component
class PostingDelivery {

	private static final Duration PAUSE_IN_TROUBLE = Duration.ofSeconds(2);

	private final Ledger ledger;

	private final SendAttempts attempts;

	private final Outcomes outcomes;

	private final ReceiptRelay receipts;

	private final Clock clock;

	PostingDelivery(Ledger ledger, SendAttempts attempts, Outcomes outcomes, ReceiptRelay receipts, Clock clock) {
		this.ledger = ledger;
		this.attempts = attempts;
		this.outcomes = outcomes;
		this.receipts = receipts;
		this.clock = clock;
	}

	/**
	 * Done when this returns nothing; else somebody has the posting in hand, and it is
	 * worth looking again then.
	 */
	Optional<Instant> deliver(Received received) {
		String traceparent = Traces.traceparent();
		Claim claim = this.ledger.claim(new Copy(received.posting(), received.replyTo(), traceparent));
		if (claim instanceof Claim.Busy busy) {
			return Optional.of(busy.until());
		}
		if (claim instanceof Claim.Answered answered) {
			this.receipts.report(answered.answer());
			return Optional.empty();
		}
		Conclusion conclusion = conclusion(received.posting(), traceparent);
		return (conclusion == null || this.outcomes.write(new Outcome(received, conclusion))) ? Optional.empty()
				: Optional.of(this.clock.instant().plus(PAUSE_IN_TROUBLE));
	}

	/** Null, and let go, when it is not ours any more. */
	private @Nullable Conclusion conclusion(Posting posting, @Nullable String traceparent) {
		Conclusion conclusion = null;
		try {
			conclusion = this.attempts.refusal(posting);
			if (conclusion == null && this.ledger.startSending(posting)) {
				conclusion = this.attempts.send(posting, traceparent);
			}
			return conclusion;
		}
		finally {
			if (conclusion == null) {
				this.ledger.release(posting);
			}
		}
	}

	/**
	 * Takes postings back; one that is being sent just now is answered by its own
	 * outcome.
	 */
	void withdraw(Withdrawal withdrawal, @Nullable String replyTo) {
		for (String id : withdrawal.postingIds()) {
			Answer answer = this.ledger.withdraw(id, withdrawal.workflowId(), withdrawal.channel().toString(), replyTo);
			if (answer != null) {
				this.receipts.report(answer);
			}
		}
	}

}
