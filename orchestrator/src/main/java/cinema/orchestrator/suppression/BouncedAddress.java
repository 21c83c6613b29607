package cinema.orchestrator.suppression;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What came back from an address.
 *
 * @param domain of a mailbox, or the calling code of a number, or null
 * @param provider whoever took a message to a number, where there are several, or null
 * @param status the enhanced code, or null
 */
record BouncedAddress(String address, @Nullable String userId, @Nullable String domain, @Nullable String provider,
		@Nullable String status, String reason, UUID postingId, Instant at) {
}
