package cinema.worker.bounce;

import cinema.workflows.contract.BounceKind;
import org.jspecify.annotations.Nullable;

/** What providers of messages tell of those that they took themselves. */
public interface ProviderReports {

	/** Committed when it returns; a second one changes nothing. */
	void take(ProviderReport report);

	/**
	 * That a message failed.
	 *
	 * @param provider who says so
	 * @param postingId of what, or null
	 * @param reference what the provider calls the message, where the posting is not said
	 * @param detail at most 200 characters, no address
	 */
	record ProviderReport(String provider, @Nullable String postingId, @Nullable String reference, BounceKind kind,
			String detail) {
	}

}
