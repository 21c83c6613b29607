package cinema.worker.email;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import cinema.workflows.contract.Posting;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.StreamProvider;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Makes the MIME message of a posting: text and html, UTF-8, marked as automatic (RFC
 * 3834).
 */
@Component
class LetterWriter {

	private static final String UTF_8 = StandardCharsets.UTF_8.name();

	private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,60}");

	/** What only the worker may say. */
	private static final Set<String> OURS = Set.of("from", "to", "cc", "bcc", "sender", "subject", "date", "message-id",
			"mime-version", "content-type", "content-transfer-encoding", "auto-submitted", "return-path", "received");

	private final EmailProperties properties;

	static {
		// Unless it is named, Jakarta Mail looks for it in every jar, for every part of
		// every letter.
		System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
	}

	private final Clock clock;

	LetterWriter(EmailProperties properties, Clock clock) {
		this.properties = properties;
		this.clock = clock;
	}

	MimeMessage write(Session session, Posting posting, InternetAddress to) throws MessagingException {
		MimeMessage letter = new PostingMessage(session,
				"<" + posting.id() + "@" + this.properties.messageIdDomain() + ">");
		letter.setFrom(named(new InternetAddress(this.properties.from(), true), this.properties.fromName()));
		letter.setRecipient(RecipientType.TO, named(to, posting.receiver().name()));
		letter.setSubject(oneLine(posting.subject()), UTF_8);
		letter.setSentDate(Date.from(this.clock.instant()));
		letter.setHeader("Auto-Submitted", "auto-generated");
		addHeaders(letter, posting.headers());
		MimeMultipart parts = new MimeMultipart("alternative");
		parts.addBodyPart(part(posting.text(), "text/plain"));
		parts.addBodyPart(part(posting.html(), "text/html"));
		letter.setContent(parts);
		letter.saveChanges();
		return letter;
	}

	private static BodyPart part(String content, String type) throws MessagingException {
		MimeBodyPart part = new MimeBodyPart();
		part.setContent(content, type + "; charset=UTF-8");
		part.setHeader("Content-Transfer-Encoding", "quoted-printable"); // lines and dots
																			// of any kind
																			// survive
		return part;
	}

	private static InternetAddress named(InternetAddress address, @Nullable String name) throws MessagingException {
		try {
			if (name != null && !name.isBlank()) {
				address.setPersonal(oneLine(name), UTF_8);
			}
			return address;
		}
		catch (UnsupportedEncodingException ex) {
			throw new MessagingException("UTF-8 is missing", ex);
		}
	}

	private static void addHeaders(MimeMessage letter, @Nullable Map<String, String> headers)
			throws MessagingException {
		if (headers == null) {
			return;
		}
		for (Map.Entry<String, String> header : headers.entrySet()) {
			if (HEADER.matcher(header.getKey()).matches() && !OURS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
				letter.setHeader(header.getKey(), oneLine(header.getValue()));
			}
		}
	}

	/** Nothing in a header may begin another one. */
	private static String oneLine(String value) {
		return value.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
	}

}
