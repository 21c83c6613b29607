package cinema.worker.channel;

import org.jspecify.annotations.Nullable;

/**
 * What one posting needs to be sent at once, such as a connection, in hand until it is
 * closed.
 */
public interface Line extends AutoCloseable {

	/** What is known already, and then nothing is to be sent; else null. */
	@Nullable SendResult settled();

	/**
	 * Whether it takes longer than the others of its part are to wait: then nothing is
	 * known of it, and it is to be opened again by itself.
	 */
	default boolean stepsAside() {
		return false;
	}

	/**
	 * Sends the posting, once; called after the ledger says that it is being sent.
	 * @return what is known of it, for every kind of trouble too
	 */
	SendResult send();

	/** Whether others are sent by another server, which may be much quicker. */
	default boolean isAmongSeveral() {
		return false;
	}

	@Override
	void close();

}
