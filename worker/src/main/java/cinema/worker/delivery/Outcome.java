package cinema.worker.delivery;

import cinema.worker.ledger.Conclusion;
import cinema.worker.ledger.Ending;

/** What came of a posting that is ours. */
record Outcome(Received received, Conclusion conclusion) {

	Ending ending() {
		return new Ending(this.received.posting(), this.conclusion);
	}

}
