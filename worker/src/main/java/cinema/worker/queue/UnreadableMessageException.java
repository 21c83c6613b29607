package cinema.worker.queue;

/** A message that is no posting, whoever reads it and how often. */
public class UnreadableMessageException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String code;

	/**
	 * Refuses a message because of a field.
	 * @param reason which field is wrong and why, without personal data
	 */
	public UnreadableMessageException(String reason) {
		this("INVALID_FIELD", reason);
	}

	/**
	 * Refuses a message.
	 * @param code one of a few, for counters
	 * @param reason which field is wrong and why, without personal data
	 */
	public UnreadableMessageException(String code, String reason) {
		super(reason);
		this.code = code;
	}

	/** Refuses a message unless one of its fields is right. */
	static void unless(boolean right, String field, String reason) {
		if (!right) {
			throw new UnreadableMessageException(field + ": " + reason);
		}
	}

	public String code() {
		return this.code;
	}

}
