package cinema.platform.outbound;

/** A URL that nobody is to be asked for; its message is the reason. */
public final class ForbiddenUrlException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ForbiddenUrlException(String reason) {
		super(reason);
	}

}
