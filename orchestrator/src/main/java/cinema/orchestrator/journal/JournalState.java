package cinema.orchestrator.journal;

/** Where a posting is, as far as the journal has heard. */
public enum JournalState {

	HELD, DISPATCHED, DELIVERED, POSTPONED, DEFERRED, REJECTED, EXPIRED, WITHDRAWN, UNKNOWN, SUPPRESSED, CANCELLED,
	FAILED, COLLECTED, SILENCED, SKIPPED,

	/** As people read it; stored is that it was delivered, and when it was seen. */
	SEEN

}
