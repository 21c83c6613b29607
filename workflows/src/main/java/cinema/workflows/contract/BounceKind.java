package cinema.workflows.contract;

import java.util.Optional;

/**
 * What came back of a letter that the channel's server had taken, and so what it says of
 * the address.
 */
public enum BounceKind {

	/** There is no such mailbox, or nobody uses it any more. */
	HARD,

	/** It may be there another day: it is full or away, or nobody can tell. */
	SOFT,

	/**
	 * The receiver's server refuses us or what the letter says; nothing is wrong with the
	 * address.
	 */
	BLOCKED,

	/** It arrived, and whoever got it called it spam (RFC 5965). */
	COMPLAINT;

	private static final String ENHANCED = "[45]\\.\\d{1,3}\\.\\d{1,3}";

	/**
	 * What an enhanced code says (RFC 3463 and IANA's list of them).
	 * @return nothing where it says too little, as {@code 5.0.0} does
	 */
	public static Optional<BounceKind> ofStatus(String status) {
		if (!status.matches(ENHANCED) || status.matches("\\d\\.(0\\..*|[1-6]\\.0)")) {
			return Optional.empty();
		}
		if (status.matches("\\d\\.[567]\\..*|5\\.1\\.[78]|5\\.2\\.3|5\\.3\\.4")) {
			return Optional.of(BLOCKED);
		}
		// What Microsoft says of 5.4.1 and 5.1.4 is disputed.
		return Optional.of(status.matches("5\\.1\\.([12369]|10)|5\\.2\\.1") ? HARD : SOFT);
	}

	/**
	 * The same of a server's reply that was refused in the session: {@code 550 5.1.1}.
	 */
	public static Optional<BounceKind> ofReply(String said) {
		if (said.contains("at a rate") || said.contains("too many")) {
			return Optional.of(SOFT);
		}
		String[] words = said.split("[ -]", 3);
		return (words.length > 1 && words[0].matches("5\\d\\d")) ? ofStatus(words[1]) : Optional.empty();
	}

}
