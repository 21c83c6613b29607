package cinema.worker.ledger;

import java.time.Instant;

import cinema.workflows.contract.Posting;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt at a posting that is ours has ended.
 *
 * @param detail at most 200 characters, no address
 * @param retryAt when another attempt makes sense, or null
 * @param ours whether it was put off for trouble of ours
 */
public record Outcome(Received received, LedgerState state, @Nullable String detail, @Nullable String providerReference,
		@Nullable Instant retryAt, boolean ours) {

	public static Outcome of(Received received, LedgerState state, String detail) {
		return new Outcome(received, state, detail, null, null, false);
	}

	public static Outcome sent(Received received, String providerReference) {
		return new Outcome(received, LedgerState.SENT, null, providerReference, null, false);
	}

	public static Outcome postponed(Received received, Instant until) {
		return new Outcome(received, LedgerState.POSTPONED, "it is night in the receiver's zone", null, until, false);
	}

	public static Outcome deferred(Received received, String detail, boolean ours, @Nullable Instant retryAt) {
		return new Outcome(received, LedgerState.DEFERRED, detail, null, retryAt, ours);
	}

	public Posting posting() {
		return this.received.posting();
	}

}
