package cinema.worker.ledger;

import cinema.workflows.contract.ReceiptStatus;

/** Where a posting is in the ledger. */
public enum LedgerState {

	CLAIMED, SENDING, SENT, DEFERRED, REJECTED, UNKNOWN, EXPIRED, POSTPONED, WITHDRAWN;

	/** What a receipt says of a posting in this state. */
	ReceiptStatus status() {
		return switch (this) {
			case CLAIMED, SENDING -> throw new IllegalStateException(this + " is no outcome");
			case SENT -> ReceiptStatus.DELIVERED;
			case DEFERRED -> ReceiptStatus.DEFERRED;
			case REJECTED -> ReceiptStatus.REJECTED;
			case UNKNOWN -> ReceiptStatus.UNKNOWN;
			case EXPIRED -> ReceiptStatus.EXPIRED;
			case POSTPONED -> ReceiptStatus.POSTPONED;
			case WITHDRAWN -> ReceiptStatus.WITHDRAWN;
		};
	}

}
