package cinema.workflows.contract;

import org.jspecify.annotations.Nullable;

/**
 * What a provider says came back of a posting, in place of the mail itself. JSON on
 * RabbitMQ, in snake case; see {@code docs/contracts/bounce.json}.
 *
 * @param postingId of what; null where the return path says it
 * @param returnPath the envelope sender that the letter went with; null where the
 * posting's id is given
 * @param kind {@code hard}, {@code soft}, {@code blocked} or {@code complaint}
 * @param status the enhanced code (RFC 3463), or null
 * @param detail what the receiver's server said, or null
 */
public record BounceReport(@Nullable String postingId, @Nullable String returnPath, String kind,
		@Nullable String status, @Nullable String detail) {
}
