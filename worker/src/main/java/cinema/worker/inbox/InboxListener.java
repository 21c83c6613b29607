package cinema.worker.inbox;

/** Who wants to know that an inbox has changed. */
public interface InboxListener {

	/**
	 * Called after the change is committed; it may be one of several.
	 * @param version the number of the change
	 */
	void changed(String person, long version);

}
