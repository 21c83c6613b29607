package cinema.orchestrator.intake;

/**
 * A record that is no event, whoever reads it and how often; it becomes a dead letter, or
 * a refusal where somebody waits for an answer.
 */
public class UnreadableEventException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String reason;

	/**
	 * Refuses a record.
	 * @param reason a stable code, for counters and filters
	 * @param detail which field is wrong and why, without personal data
	 */
	UnreadableEventException(String reason, String detail) {
		super(detail);
		this.reason = reason;
	}

	/** Goes on only with what can be read. */
	static void unless(boolean right, String reason, String detail) {
		if (!right) {
			throw new UnreadableEventException(reason, detail);
		}
	}

	public String reason() {
		return this.reason;
	}

	public String detail() {
		String message = getMessage();
		return (message != null) ? message : this.reason;
	}

}
