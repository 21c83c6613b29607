package cinema.dev.mailbox;

/** What the server says to a letter, for trying how a sender takes it. */
@FunctionalInterface
public interface SmtpAnswer {

	/** Takes every letter. */
	SmtpAnswer OK = (letter, recipient) -> 250;

	/**
	 * The reply code to a letter.
	 * @param letter counts the letters that were offered, from 1
	 * @return 250 takes it, 4xx and 5xx refuse it
	 */
	int to(int letter, String recipient);

}
