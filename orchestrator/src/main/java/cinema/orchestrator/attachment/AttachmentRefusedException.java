package cinema.orchestrator.attachment;

/** A file that no letter may have; quotes no value, since that may name a person. */
public final class AttachmentRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String place;

	private final String reason;

	AttachmentRefusedException(String place, String reason) {
		super(place + ": " + reason);
		this.place = place;
		this.reason = reason;
	}

	/** Refuses a file unless one of its fields is right. */
	static void unless(boolean right, String place, String reason) {
		if (!right) {
			throw new AttachmentRefusedException(place, reason);
		}
	}

	/** Where in the list, for example {@code [1].name}; empty for the list itself. */
	public String place() {
		return this.place;
	}

	public String reason() {
		return this.reason;
	}

}
