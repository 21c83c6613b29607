package cinema.worker.email;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import cinema.worker.attachment.LetterFile;
import cinema.worker.returnpath.ReturnPaths;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.StreamProvider;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Makes the MIME message of a posting, marked as automatic (RFC 3834).
 */
@Component
class LetterWriter {

	private static final Logger logger = LoggerFactory.getLogger(LetterWriter.class);

	/** Where Gmail cuts a letter, in bytes of its html. */
	private static final int CUT = 102 * 1024;

	/** Of a character in UTF-8. */
	private static final int MOST_BYTES = 3;

	private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,60}");

	/** What only the worker may say. */
	private static final Set<String> OURS = Set.of("from", "to", "cc", "bcc", "sender", "subject", "date", "message-id",
			"mime-version", "content-type", "content-transfer-encoding", "auto-submitted", "return-path", "received",
			"x-posting-ref");

	private final EmailProperties properties;

	private final LetterSigner signer;

	static {
		// Unless it is named, Jakarta Mail looks for it in every jar, for every part of
		// every letter.
		System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
	}

	private final ReturnPaths returnPaths;

	private final Map<Urgency, InternetAddress> from = new EnumMap<>(Urgency.class);

	private final Clock clock;

	private final Counter large;

	private volatile String lastLarge = "";

	LetterWriter(EmailProperties properties, LetterSigner signer, ReturnPaths returnPaths, MeterRegistry meters,
			Clock clock) throws MessagingException {
		this.signer = signer;
		this.returnPaths = returnPaths;
		for (Urgency urgency : Urgency.values()) {
			this.from.put(urgency, EmailAddress.parse(properties.from(urgency)));
		}
		this.properties = properties;
		this.clock = clock;
		this.large = meters.counter("cinema.letters.large");
	}

	/** Whether the letter can only go to a server with SMTPUTF8 (RFC 6531). */
	boolean needsUtf8(Posting posting, InternetAddress to) {
		return EmailAddress.needsUtf8(to) || EmailAddress.needsUtf8(from(posting));
	}

	private InternetAddress from(Posting posting) {
		return Objects.requireNonNull(this.from.get(posting.urgency()));
	}

	PostingMessage write(Session session, Posting posting, InternetAddress to, List<LetterFile> files)
			throws MessagingException {
		LetterParts parts = LetterParts.of(posting, files);
		String reference = this.returnPaths.reference(posting.id());
		PostingMessage letter = new PostingMessage(session, parts.body(), this.returnPaths.of(reference));
		letter.setHeader("From", mailbox("From", this.properties.fromName(), from(posting)));
		letter.setHeader("To", mailbox("To", posting.receiver().name(), to));
		letter.setHeader("Subject", HeaderText.text("Subject", posting.subject()));
		letter.setSentDate(Date.from(this.clock.instant()));
		// The posting's id, so that a second copy can be recognised (RFC 5322, 3.6.4).
		letter.setHeader("Message-ID", "<" + posting.id() + "@" + this.properties.messageIdDomain() + ">");
		letter.setHeader("Auto-Submitted", "auto-generated");
		letter.setHeader("MIME-Version", "1.0");
		letter.setHeader("Content-Type", parts.type());
		addHeaders(letter, posting.headers());
		if (reference != null) {
			// Whoever reports a complaint leaves addresses out, and most headers in.
			letter.setHeader("X-Posting-Ref", reference);
		}
		warnOfSize(posting);
		if (!needsUtf8(posting, to)) {
			this.signer.sign(letter, from(posting).getAddress());
		}
		return letter;
	}

	/** Once for what is said to many, and not again for a further attempt. */
	private void warnOfSize(Posting posting) {
		boolean small = posting.html().length() <= CUT / MOST_BYTES;
		int size = small ? 0 : posting.html().getBytes(StandardCharsets.UTF_8).length;
		if (size <= CUT || posting.attempt() > 1) {
			return;
		}
		this.large.increment();
		String said = posting.eventId() + " " + posting.notice();
		if (!said.equals(this.lastLarge)) {
			this.lastLarge = said;
			logger.warn("The html of posting {}, notice {}, has {} kB: Gmail shows the first 102 kB", posting.id(),
					posting.notice(), size / 1024);
		}
	}

	private static String mailbox(String header, @Nullable String name, InternetAddress address) {
		return HeaderText.mailbox(header, (name != null) ? name : "", address.getAddress());
	}

	private static void addHeaders(MimeMessage letter, @Nullable Map<String, String> headers)
			throws MessagingException {
		if (headers == null) {
			return;
		}
		for (Map.Entry<String, String> header : headers.entrySet()) {
			if (HEADER.matcher(header.getKey()).matches() && !OURS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
				letter.setHeader(header.getKey(), HeaderText.value(header.getKey(), header.getValue()));
			}
		}
	}

}
