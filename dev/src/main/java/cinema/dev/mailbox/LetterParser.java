package cinema.dev.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import cinema.dev.mailbox.StoredLetter.Person;
import jakarta.mail.Address;
import jakarta.mail.Header;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

/** Takes a message apart for people to read. */
final class LetterParser {

	private static final Session SESSION = Session.getInstance(new Properties());

	private LetterParser() {
	}

	static StoredLetter parse(String id, Instant at, String envelopeFrom, byte[] source) {
		String text = new String(source, StandardCharsets.ISO_8859_1);
		try {
			MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(source));
			List<Map.Entry<String, String>> headers = new ArrayList<>();
			for (Header header : Collections.list(message.getAllHeaders())) {
				headers.add(Map.entry(header.getName(), header.getValue()));
			}
			List<Person> from = people(message.getFrom());
			return new StoredLetter(id, at, strip(message.getMessageID()), envelopeFrom,
					from.isEmpty() ? new Person("", "") : from.get(0), people(message.getRecipients(RecipientType.TO)),
					(message.getSubject() != null) ? message.getSubject() : "", find(message, "text/html"),
					find(message, "text/plain"), headers, text);
		}
		catch (MessagingException | IOException ex) {
			return new StoredLetter(id, at, "", envelopeFrom, new Person("", ""), List.of(), "(unreadable)", "", text,
					List.of(), text);
		}
	}

	private static String strip(@Nullable String messageId) {
		return (messageId != null) ? messageId.replaceAll("^<|>$", "") : "";
	}

	private static List<Person> people(Address @Nullable [] addresses) {
		return (addresses == null) ? List.of() : Stream.of(addresses).map(LetterParser::person).toList();
	}

	private static Person person(Address address) {
		return (address instanceof InternetAddress one)
				? new Person((one.getPersonal() != null) ? one.getPersonal() : "", one.getAddress())
				: new Person("", address.toString());
	}

	private static String find(Part part, String type) throws MessagingException, IOException {
		if (part.isMimeType(type)) {
			return String.valueOf(part.getContent());
		}
		if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
			for (int i = 0; i < parts.getCount(); i++) {
				String found = find(parts.getBodyPart(i), type);
				if (!found.isEmpty()) {
					return found;
				}
			}
		}
		return "";
	}

}
