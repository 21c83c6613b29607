package cinema.worker.email;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.worker.channel.ReceiverWords;

import org.springframework.core.NestedExceptionUtils;

/**
 * What the mail server said, to what, and so whom it is about: the enhanced code says it
 * (RFC 3463), else the place and the code (RFC 5321, 4.2).
 *
 * @param code the reply code, or less than 100 when it said nothing that is one
 */
record SmtpReply(Phase phase, int code, String text) {

	private static final int SERVICE_CLOSES = 421;

	private static final Pattern ENHANCED = Pattern.compile("\\d{3}[ -][245]\\.(\\d{1,3})\\.(\\d{1,3})(?!\\S)");

	/** The sender's address, which is ours, among codes about addresses. */
	private static final Set<String> OF_SENDER = Set.of("7", "8");

	/**
	 * Without an enhanced code these mean the mailbox, once it was named (RFC 5321,
	 * 4.2.3).
	 */
	private static final Set<Integer> OF_MAILBOX = Set.of(450, 451, 452, 501, 550, 551, 552, 553, 556);

	/** How far a letter has come; greeting, EHLO, STARTTLS and AUTH are the session. */
	enum Phase {

		SESSION, MAIL, RCPT, DATA, DOT

	}

	/** Whether it takes the letter; any 2yz after the dot does (RFC 5321, 4.2.1). */
	boolean takesLetter() {
		return this.phase == Phase.DOT && this.code / 100 == 2;
	}

	/** Whether the server may have the whole letter, and did not say. */
	boolean leavesUnknown() {
		return this.phase == Phase.DOT && this.code < 400;
	}

	boolean isPermanent() {
		return this.code >= 500;
	}

	boolean endsConnection() {
		return this.code < 400 || this.code == SERVICE_CLOSES;
	}

	/** Whether it is the receiver's mailbox that the server does not serve. */
	boolean isAboutReceiver() {
		if (endsConnection() || this.phase.compareTo(Phase.RCPT) < 0) {
			return false;
		}
		Matcher enhanced = ENHANCED.matcher(this.text);
		return switch (enhanced.lookingAt() ? enhanced.group(1) : "0") {
			case "1" -> !OF_SENDER.contains(enhanced.group(2));
			case "2" -> true;
			case "0" -> OF_MAILBOX.contains(this.code);
			// Greylisting (RFC 6647): this receiver, later.
			case "7" -> this.phase == Phase.RCPT && !isPermanent() && enhanced.group(2).equals("1");
			default -> false;
		};
	}

	/** What it said, or what happened instead. */
	String detail(Exception failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		return ReceiverWords.line((this.code >= 400) ? this.text
				: "no answer to " + this.phase + ": " + cause.getClass().getSimpleName() + " " + cause.getMessage());
	}

}
