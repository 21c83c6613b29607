package cinema.workflows.contract;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The report of one attempt back to the posting's workflow. JSON on RabbitMQ, in snake
 * case; see {@code docs/contracts/receipt.json}.
 *
 * @param attempt the posting's attempt that it answers
 * @param at when the outcome became known
 * @param retryAt when another attempt makes sense, for {@code POSTPONED}, and for what is
 * ours; else null
 * @param detail the reason in words, at most 200 characters, never an address
 * @param providerReference what the channel's server answered, for finding the letter in
 * its logs
 * @param ours whether the trouble is between the channel's server and us, and not the
 * receiver's: a login, a quota, a server that is away; only with {@code DEFERRED}, false
 * where JSON does not say it
 * @param bounce what came back after the channel's server had taken the letter, or null;
 * then {@code REJECTED} corrects what was delivered, and a complaint leaves it
 */
public record Receipt(String postingId, String workflowId, int attempt, ReceiptStatus status, Instant at,
		@Nullable Instant retryAt, @Nullable String detail, @Nullable String providerReference, boolean ours,
		@Nullable BounceKind bounce) {

	/** Of an attempt of which nothing came back. */
	public Receipt(String postingId, String workflowId, int attempt, ReceiptStatus status, Instant at,
			@Nullable Instant retryAt, @Nullable String detail, @Nullable String providerReference, boolean ours) {
		this(postingId, workflowId, attempt, status, at, retryAt, detail, providerReference, ours, null);
	}

}
