package cinema.orchestrator.order;

/** A mailing that nobody could send; the message names the field and the reason. */
public class OrderRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String field;

	OrderRefusedException(String field, String reason) {
		super(field + ": " + reason);
		this.field = field;
	}

	public String field() {
		return this.field;
	}

}
