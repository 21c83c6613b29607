package cinema.worker.channel;

/**
 * What is known after an attempt to send; details have at most 200 characters and no
 * address.
 */
public sealed interface SendResult {

	/** The server took it. */
	record Sent(String providerReference) implements SendResult {
	}

	/** It was surely not sent, and may be tried again. */
	record Deferred(String detail) implements SendResult {
	}

	/** It was refused for good. */
	record Rejected(String detail) implements SendResult {
	}

	/** It was sent or not; the answer got lost. */
	record Unknown(String detail) implements SendResult {
	}

}
