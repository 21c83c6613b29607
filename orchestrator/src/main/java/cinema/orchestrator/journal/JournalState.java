package cinema.orchestrator.journal;

import java.util.Set;

/** Where a posting is, as far as the journal has heard. */
public enum JournalState {

	HELD, DISPATCHED, DELIVERED, POSTPONED, DEFERRED, REJECTED, EXPIRED, WITHDRAWN, UNKNOWN, SUPPRESSED, CANCELLED,
	FAILED, COLLECTED, SILENCED, SKIPPED,

	/** As people read it; stored is that it was delivered, and when it was seen. */
	SEEN;

	/** The names of those to which something is still to come. */
	public static final Set<String> OPEN = Set.of("HELD", "DISPATCHED", "POSTPONED", "DEFERRED");

}
