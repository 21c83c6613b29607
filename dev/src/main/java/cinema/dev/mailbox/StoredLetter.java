package cinema.dev.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A letter as its server got it.
 *
 * @param source the whole message, byte by byte in ISO 8859-1
 * @param headers in the order of the message
 */
public record StoredLetter(String id, Instant receivedAt, String messageId, String envelopeFrom, Person from,
		List<Person> to, String subject, String html, String text, List<Map.Entry<String, String>> headers,
		String source) {

	/** Somebody with an address. */
	public record Person(String name, String address) {
	}

}
