package cinema.worker.ledger;

import java.time.Instant;

/** What the ledger answers to a copy of a posting. */
public sealed interface Claim {

	/** It is ours to send. */
	record Granted() implements Claim {
	}

	/** It had its outcome; the receipt is on its way again. */
	record Answered(Answer answer) implements Claim {
	}

	/** Somebody has it in hand; look again then. */
	record Busy(Instant until) implements Claim {
	}

}
