package cinema.worker.ledger;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param detail at most 200 characters, no address
 */
public record Conclusion(LedgerState state, @Nullable String detail, @Nullable String providerReference,
		@Nullable Instant retryAt) {

	public static Conclusion of(LedgerState state, String detail) {
		return new Conclusion(state, detail, null, null);
	}

	public static Conclusion sent(String providerReference) {
		return new Conclusion(LedgerState.SENT, null, providerReference, null);
	}

	public static Conclusion postponed(Instant until) {
		return new Conclusion(LedgerState.POSTPONED, "it is night in the receiver's zone", null, until);
	}

}
