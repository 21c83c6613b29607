package cinema.worker.delivery;

import cinema.worker.channel.Line;
import cinema.worker.ledger.Received;
import cinema.workflows.contract.Posting;

/** A letter of ours, and what it needs to be sent at once. */
record Departure(Received received, Line line) {

	Posting posting() {
		return this.received.posting();
	}

}
