package cinema.worker.bounce;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/**
 * A mail that came back, taken apart as far as it can be: a part that is broken is left
 * out, and of what is nested without end only the beginning is seen.
 */
final class ReturnedMail {

	private static final Session SESSION = Session.getInstance(new Properties());

	private static final int DEEPEST = 6;

	private static final int MOST_PARTS = 40;

	private static final int LONGEST_TEXT = 32 * 1024;

	/**
	 * What stands above the letter itself where it is quoted, and not a part of its own.
	 */
	private static final List<String> QUOTE = List.of("--- Below this line is a copy of the message",
			"------ This is a copy of", "--- This is a copy of", "--- The header of the original message",
			"----- Original message", "----- Исходное сообщение", "Original message headers:",
			"--- Undelivered message follows ---");

	private final MimeMessage mail;

	private final String raw;

	private final StringBuilder words = new StringBuilder();

	private @Nullable DeliveryStatus status;

	private @Nullable InternetHeaders feedback;

	private @Nullable InternetHeaders original;

	private int parts;

	private ReturnedMail(byte[] bytes) throws MessagingException {
		this.mail = new MimeMessage(SESSION, new ByteArrayInputStream(bytes));
		this.raw = new String(bytes, StandardCharsets.ISO_8859_1);
	}

	/**
	 * Takes a mail apart.
	 * @throws MessagingException when it is none
	 */
	static ReturnedMail read(byte[] bytes) throws MessagingException {
		ReturnedMail read = new ReturnedMail(bytes);
		read.take(read.mail, 0);
		return read;
	}

	private void take(Part part, int depth) {
		if (depth > DEEPEST || ++this.parts > MOST_PARTS) {
			return;
		}
		try {
			take(part, type(part), depth);
		}
		catch (MessagingException | IOException | RuntimeException broken) {
			// The others may do.
			this.words.append('\n');
		}
	}

	private void take(Part part, String type, int depth) throws MessagingException, IOException {
		if (type.startsWith("multipart/")) {
			Object content = part.getContent();
			for (int i = 0; content instanceof Multipart all && i < all.getCount() && i < MOST_PARTS; i++) {
				take(all.getBodyPart(i), depth + 1);
			}
		}
		else if (type.endsWith("delivery-status")) {
			this.status = (this.status != null) ? this.status : new DeliveryStatus(part.getInputStream());
		}
		else if (type.equals("message/feedback-report")) {
			this.feedback = (this.feedback != null) ? this.feedback : new InternetHeaders(part.getInputStream());
		}
		else if (type.equals("message/rfc822") || type.equals("message/global") || type.endsWith("rfc822-headers")
				|| type.endsWith("global-headers")) {
			this.original = (this.original != null) ? this.original : new InternetHeaders(part.getInputStream());
		}
		else if (type.startsWith("text/") && this.original == null && this.words.length() < LONGEST_TEXT) {
			this.words.append(text(part)).append('\n');
		}
	}

	private static String type(Part part) throws MessagingException {
		String given = part.getContentType();
		return ((given != null) ? given : "text/plain").replaceAll("[;\\s].*", "").toLowerCase(Locale.ROOT);
	}

	private static String text(Part part) throws MessagingException, IOException {
		try (InputStream in = part.getInputStream()) {
			byte[] some = in.readNBytes(LONGEST_TEXT);
			String text = new String(some, isCyrillic(part) ? "windows-1251" : "UTF-8");
			return part.isMimeType("text/html") ? text.replaceAll("<[^>]{0,500}>", " ") : text;
		}
	}

	/** Other charsets say what matters in ASCII. */
	private static boolean isCyrillic(Part part) throws MessagingException {
		return part.getContentType().toLowerCase(Locale.ROOT).contains("1251");
	}

	/** What its writer says, without the letter that they quote. */
	String words() {
		String text = this.words.toString();
		int end = QUOTE.stream().mapToInt(text::indexOf).filter((at) -> at >= 0).min().orElse(text.length());
		return text.substring(0, end);
	}

	/** What a server reports (RFC 3464), or null. */
	@Nullable DeliveryStatus status() {
		return this.status;
	}

	/** What a provider reports of whoever got it (RFC 5965), or null. */
	@Nullable InternetHeaders feedback() {
		return this.feedback;
	}

	/** The letter's own headers, as far as they came back, or null. */
	@Nullable InternetHeaders original() {
		return this.original;
	}

	/** The first value of a header; an empty text when there is none. */
	String header(String name) {
		return headers(name).findFirst().orElse("");
	}

	private Stream<String> headers(String name) {
		try {
			return Optional.ofNullable(this.mail.getHeader(name)).stream().flatMap(Arrays::stream);
		}
		catch (MessagingException ex) {
			return Stream.empty();
		}
	}

	/**
	 * Where a posting may be named, the surest place first: whom it was sent to, what the
	 * report says, the letter's headers, and anything else.
	 */
	List<String> places() {
		List<String> places = new ArrayList<>();
		places.add(Stream.of("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "X-Forwarded-To")
			.flatMap(this::headers)
			.collect(Collectors.joining("\n")));
		places.add(value(this.feedback, "Original-Mail-From"));
		places.add(value(this.original, "X-Posting-Ref"));
		places.add(this.raw);
		places.add(this.words.toString());
		return places;
	}

	static String value(@Nullable InternetHeaders headers, String name) {
		String[] values = (headers != null) ? headers.getHeader(name) : null;
		return (values != null && values.length > 0) ? values[0] : "";
	}

}
