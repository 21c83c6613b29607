package cinema.dev.machine;

/** Why there is no stack, in words for the person at the terminal. */
public class StackException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public StackException(String message) {
		super(message);
	}

	public StackException(String message, Throwable cause) {
		super(message, cause);
	}

}
