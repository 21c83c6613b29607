package cinema.workflows.contract;

import org.jspecify.annotations.Nullable;

/**
 * What a provider says came back of a posting, in place of the mail itself. JSON on
 * RabbitMQ, in snake case; see {@code docs/contracts/bounce.json}.
 *
 * @param postingId of what; null where the return path or a reference says it
 * @param returnPath the envelope sender that the letter went with, or null
 * @param kind {@code hard}, {@code soft}, {@code blocked} or {@code complaint}
 * @param status the enhanced code (RFC 3463), or null
 * @param detail what the receiver's server said, or null
 * @param provider who of those that take messages to telephones says so, of what it took
 * itself; null where whoever says it is believed of any letter
 * @param reference what that provider calls the message, or null
 */
public record BounceReport(@Nullable String postingId, @Nullable String returnPath, String kind,
		@Nullable String status, @Nullable String detail, @Nullable String provider, @Nullable String reference) {

	/** By whoever is believed of any letter. */
	public BounceReport(@Nullable String postingId, @Nullable String returnPath, String kind, @Nullable String status,
			@Nullable String detail) {
		this(postingId, returnPath, kind, status, detail, null, null);
	}

}
