package cinema.orchestrator.order;

/** A mailing that nobody could send; the message names the field and the reason. */
public class OrderRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String field;

	OrderRefusedException(String field, String reason) {
		this(field, "", reason);
	}

	/**
	 * Refuses a part of a field.
	 * @param place of the part, for example {@code [1].name}
	 */
	OrderRefusedException(String field, String place, String reason) {
		super(field + place + ": " + reason);
		this.field = field;
	}

	/** Goes on only when a field is right. */
	static void unless(boolean right, String field, String reason) {
		if (!right) {
			throw new OrderRefusedException(field, reason);
		}
	}

	public String field() {
		return this.field;
	}

}
