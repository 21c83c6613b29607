package cinema.worker.ledger;

import java.time.Instant;

import cinema.workflows.contract.Posting;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt at a posting that is ours has ended.
 *
 * @param detail at most 200 characters, no address
 * @param retryAt when its night is over, or null
 */
public record Outcome(Received received, LedgerState state, @Nullable String detail, @Nullable String providerReference,
		@Nullable Instant retryAt) {

	public static Outcome of(Received received, LedgerState state, String detail) {
		return new Outcome(received, state, detail, null, null);
	}

	public static Outcome sent(Received received, String providerReference) {
		return new Outcome(received, LedgerState.SENT, null, providerReference, null);
	}

	public static Outcome postponed(Received received, Instant until) {
		return new Outcome(received, LedgerState.POSTPONED, "it is night in the receiver's zone", null, until);
	}

	public Posting posting() {
		return this.received.posting();
	}

}
