package cinema.dev.letter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import cinema.dev.letter.StoredLetter.Person;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message apart for people to read. Whatever cannot be read as it should is shown
 * as it stands.
 */
public final class LetterParser {

	private static final Session SESSION = Session.getInstance(new Properties());

	private LetterParser() {
	}

	public static StoredLetter parse(String id, Instant at, String envelopeFrom, byte[] source) {
		String text = new String(source, StandardCharsets.ISO_8859_1);
		try {
			MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(source));
			List<Map.Entry<String, String>> headers = new ArrayList<>();
			for (Header header : Collections.list(message.getAllHeaders())) {
				headers.add(Map.entry(header.getName(), readable(header.getValue())));
			}
			List<Person> from = people(message.getHeader("From", ", "));
			return new StoredLetter(id, at, strip(message.getMessageID()), envelopeFrom,
					from.isEmpty() ? new Person("", "") : from.get(0), people(message.getHeader("To", ", ")),
					readable(message.getHeader("Subject", " ")), find(message, "text/html"),
					find(message, "text/plain"), headers, text);
		}
		catch (MessagingException ex) {
			return new StoredLetter(id, at, "", envelopeFrom, new Person("", ""), List.of(), "(unreadable)", "",
					decode(source, null), List.of(), text);
		}
	}

	private static String strip(@Nullable String messageId) {
		return (messageId != null) ? messageId.replaceAll("^<|>$", "") : "";
	}

	private static List<Person> people(@Nullable String header) {
		if (header == null || header.isBlank()) {
			return List.of();
		}
		try {
			return Stream.of(InternetAddress.parseHeader(unfold(header), false)).map(LetterParser::person).toList();
		}
		catch (MessagingException ex) {
			return List.of(new Person("", readable(header)));
		}
	}

	private static Person person(InternetAddress address) {
		return new Person((address.getPersonal() != null) ? readable(address.getPersonal()) : "", address.getAddress());
	}

	/**
	 * A header as it was meant: folded, raw UTF-8 (RFC 6532) and encoded words (RFC
	 * 2047), those in an unknown charset as they stand.
	 */
	private static String readable(@Nullable String value) {
		if (value == null) {
			return "";
		}
		String line = unfold(value);
		try {
			return MimeUtility.decodeText(line);
		}
		catch (IOException ex) {
			return line;
		}
	}

	/** Jakarta Mail has each byte of a header as one character, or has read UTF-8. */
	private static String unfold(String value) {
		String line = MimeUtility.unfold(value);
		return line.chars().allMatch((one) -> one <= 0xff) ? decode(line.getBytes(StandardCharsets.ISO_8859_1), null)
				: line;
	}

	private static String find(Part part, String type) {
		try {
			if (part.isMimeType(type)) {
				return decode(bytes(part), charset(part));
			}
			if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
				return find(parts, type);
			}
			return "";
		}
		catch (MessagingException | IOException ex) {
			return "";
		}
	}

	private static String find(Multipart parts, String type) throws MessagingException {
		for (int i = 0; i < parts.getCount(); i++) {
			String found = find(parts.getBodyPart(i), type);
			if (!found.isEmpty()) {
				return found;
			}
		}
		return "";
	}

	private static byte[] bytes(Part part) throws MessagingException, IOException {
		try (InputStream in = part.getInputStream()) {
			return in.readAllBytes();
		}
		catch (MessagingException | IOException ex) {
			InputStream raw = (part instanceof MimeMessage message) ? message.getRawInputStream()
					: ((MimeBodyPart) part).getRawInputStream();
			return raw.readAllBytes();
		}
	}

	private static @Nullable String charset(Part part) {
		try {
			return new ContentType(part.getContentType()).getParameter("charset");
		}
		catch (MessagingException ex) {
			return null;
		}
	}

	/** In its charset, else in UTF-8, else in ISO 8859-1, which takes anything. */
	private static String decode(byte[] bytes, @Nullable String charset) {
		try {
			if (charset != null) {
				return new String(bytes, Charset.forName(MimeUtility.javaCharset(charset)));
			}
		}
		catch (IllegalArgumentException ex) {
			// Nobody here knows this charset.
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			return new String(bytes, StandardCharsets.ISO_8859_1);
		}
	}

}
