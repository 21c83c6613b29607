package cinema.orchestrator.suppression;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What came back from an address.
 *
 * @param status the enhanced code, or null
 */
record BouncedAddress(String address, @Nullable String userId, @Nullable String domain, @Nullable String status,
		String reason, UUID postingId, Instant at) {
}
