package cinema.worker.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import cinema.platform.trace.Traces;
import cinema.worker.channel.Line;
import cinema.worker.ledger.Answer;
import cinema.worker.ledger.Claim;
import cinema.worker.ledger.Ledger;
import cinema.worker.ledger.Outcome;
import cinema.worker.ledger.Received;
import cinema.worker.receipt.ReceiptRelay;
import cinema.workflows.contract.Erasure;
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

	private final OutcomeWriter outcomes;

	private final ReceiptRelay receipts;

	private final Clock clock;

	PostingDelivery(Ledger ledger, SendAttempts attempts, OutcomeWriter outcomes, ReceiptRelay receipts, Clock clock) {
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
		Received attempt = received.within(Traces.traceparent());
		Claim claim = this.ledger.claim(attempt);
		if (claim instanceof Claim.Busy busy) {
			return Optional.of(busy.until());
		}
		if (claim instanceof Claim.Answered answered) {
			this.receipts.report(answered.answer());
			return Optional.empty();
		}
		Outcome outcome = outcome(attempt);
		return (outcome == null || this.outcomes.write(List.of(outcome))) ? Optional.empty()
				: Optional.of(this.clock.instant().plus(PAUSE_IN_TROUBLE));
	}

	/** Null, and let go, when it is not ours any more. */
	private @Nullable Outcome outcome(Received attempt) {
		Outcome outcome = null;
		try {
			outcome = this.attempts.refusal(attempt);
			outcome = (outcome != null) ? outcome : send(this.attempts.open(List.of(attempt)).get(0));
			return outcome;
		}
		finally {
			if (outcome == null) {
				this.ledger.release(attempt.posting());
			}
		}
	}

	/** A connection first: what is being sent when the worker dies is in doubt. */
	private @Nullable Outcome send(Departure departure) {
		try (Line line = departure.line()) {
			Outcome settled = this.attempts.settled(departure);
			return (settled != null || !this.ledger.startSending(departure.received().posting())) ? settled
					: this.attempts.send(departure);
		}
	}

	/**
	 * Takes postings back; one that is being sent just now is answered by its own
	 * outcome, and where its channel takes it back all the same, that outcome is waited
	 * for.
	 * @return when to look again, or nothing when all are done
	 */
	Optional<Instant> withdraw(Withdrawal withdrawal, @Nullable String replyTo) {
		boolean open = false;
		for (String id : withdrawal.postingIds()) {
			Answer answer = this.ledger.withdraw(id, withdrawal.workflowId(), withdrawal.channel().toString(), replyTo);
			boolean gone = this.attempts.retract(withdrawal.channel(), id, withdrawal.takesSeen());
			if (answer != null) {
				this.receipts.report(corrected(withdrawal, id, answer, gone));
			}
			else {
				open |= gone;
			}
		}
		return open ? Optional.of(this.clock.instant().plus(PAUSE_IN_TROUBLE)) : Optional.empty();
	}

	/** A channel that can tell knows better than the ledger whether somebody has it. */
	private Answer corrected(Withdrawal withdrawal, String id, Answer answer, boolean gone) {
		if (gone) {
			return this.ledger.retracted(id).orElse(answer);
		}
		return this.attempts.has(withdrawal.channel(), id) ? this.ledger.kept(id).orElse(answer) : answer;
	}

	/** Returns when nobody keeps anything of this person. */
	void forget(Erasure erasure) {
		this.attempts.forget(erasure.userId());
	}

}
