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
	 * The receiver's server refuses us or what the letter says, or the trouble is on the
	 * way; nothing is wrong with the address.
	 */
	BLOCKED,

	/** It arrived, and whoever got it called it spam (RFC 5965). */
	COMPLAINT;

	/**
	 * What servers say of too many letters at once, by the code of a mailbox that is off.
	 */
	private static final String RATE = "(?is).*(at a rate|rate limit|too (many|quickly|fast)).*";

	private static final String ENHANCED = "[45]\\.\\d{1,3}\\.\\d{1,3}";

	/**
	 * What an enhanced code says (RFC 3463 and IANA's list of them).
	 * @return nothing where it says too little, as {@code 5.0.0} does
	 */
	public static Optional<BounceKind> ofStatus(String status) {
		if (!status.matches(ENHANCED) || status.matches("\\d\\.(0\\..*|[1-6]\\.0)")) {
			return Optional.empty();
		}
		// Of x.3 a whole system is in trouble, of x.4 the way to it, and no person's
		// mailbox.
		if (status.matches("\\d\\.[34567]\\..*|5\\.1\\.[78]|5\\.2\\.3")) {
			return Optional.of(BLOCKED);
		}
		// What Microsoft says of 5.1.4 is disputed.
		return Optional.of(status.matches("5\\.1\\.([12369]|10)|5\\.2\\.1") ? HARD : SOFT);
	}

	/**
	 * The same of a server's reply that was refused in the session: {@code 550 5.1.1}.
	 */
	public static Optional<BounceKind> ofReply(String said) {
		if (isRate(said)) {
			return Optional.of(SOFT);
		}
		String[] words = said.split("[ -]", 3);
		return (words.length > 1 && words[0].matches("5\\d\\d")) ? ofStatus(words[1]) : Optional.empty();
	}

	/**
	 * Whether a server says that there were too many letters at once, whatever its code.
	 */
	public static boolean isRate(String said) {
		return said.matches(RATE);
	}

}
