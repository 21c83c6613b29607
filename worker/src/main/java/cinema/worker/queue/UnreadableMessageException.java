package cinema.worker.queue;

/** A message that is no posting, whoever reads it and how often. */
public class UnreadableMessageException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Refuses a message.
	 * @param reason which field is wrong and why, without personal data
	 */
	public UnreadableMessageException(String reason) {
		super(reason);
	}

}
