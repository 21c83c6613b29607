package cinema.dev.letter;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A letter as its server got it.
 *
 * @param source the whole message, byte by byte in ISO 8859-1
 * @param headers in the order of the message, decoded
 */
public record StoredLetter(String id, Instant receivedAt, String messageId, String envelopeFrom, Person from,
		List<Person> to, String subject, String html, String text, List<Map.Entry<String, String>> headers,
		String source) {

	private static final Pattern TAGS = Pattern.compile("(?is)<(style|script|title)\\b.*?</\\1>|<[^>]*>");

	/** What can be read, also where there is html only. */
	public String plain() {
		return this.text.isEmpty() ? TAGS.matcher(this.html).replaceAll(" ") : this.text;
	}

	/** Somebody with an address. */
	public record Person(String name, String address) {
	}

}
