package cinema.platform.parameter;

/** A query parameter that would be misread. */
final class RefusedParameterException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String name;

	RefusedParameterException(String name, String reason) {
		super(reason);
		this.name = name;
	}

	String name() {
		return this.name;
	}

}
