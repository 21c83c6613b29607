package cinema.worker.channel;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is known after an attempt to send; details have at most 200 characters and no
 * address.
 */
public sealed interface SendResult {

	/** The server took it. */
	record Sent(String providerReference) implements SendResult {
	}

	/**
	 * It was surely not sent, and may be tried again.
	 *
	 * @param ours whether the trouble is between the server and us, not the receiver's
	 * @param retryAt when that makes sense, or null
	 */
	record Deferred(String detail, boolean ours, @Nullable Instant retryAt) implements SendResult {
	}

	/** It was refused for good. */
	record Rejected(String detail) implements SendResult {
	}

	/** It was taken back before it could be sent. */
	record Withdrawn() implements SendResult {
	}

	/** It was sent or not; the answer got lost. */
	record Unknown(String detail) implements SendResult {
	}

}
