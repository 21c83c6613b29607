package cinema.dev.browser;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.dev.letter.StoredLetter;
import cinema.dev.mailbox.Mailbox;
import cinema.dev.part.MailPart;
import cinema.dev.stack.Stack;
import org.awaitility.Awaitility;

/** What a person finds in their mailbox. */
final class Mail {

	private static final Pattern BUTTON = Pattern.compile("href=\"(http://[^\"]+/s/[0-9A-Za-z]+)\"");

	private static final Pattern TEXT = Pattern.compile("(http://\\S+/s/[0-9A-Za-z]+)");

	private static final Pattern LEAVING = Pattern.compile("(http://\\S+/u/\\S+)");

	private final Mailbox mailbox;

	Mail(Stack stack) {
		this.mailbox = stack.part(MailPart.class).mailbox();
	}

	/** Where the button of the letter leads, once it is there. */
	String button(String address, String subject) {
		return link(BUTTON, () -> letter(address, subject).html());
	}

	/** The link of the same letter for who reads text only. */
	String link(String address, String subject) {
		return link(TEXT, () -> letter(address, subject).text());
	}

	/** Where somebody leaves what a letter is about. */
	String leaving(String address, String subject) {
		return link(LEAVING, () -> letter(address, subject).text());
	}

	private static String link(Pattern pattern, Supplier<String> body) {
		Matcher found = pattern.matcher(
				Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(body::get, (any) -> true));
		if (!found.find()) {
			throw new AssertionError("no link in " + body.get());
		}
		return found.group(1);
	}

	private StoredLetter letter(String address, String subject) {
		return this.mailbox.letters()
			.stream()
			.filter((one) -> one.to().get(0).address().equals(address) && one.subject().equals(subject))
			.findFirst()
			.orElseThrow();
	}

}
