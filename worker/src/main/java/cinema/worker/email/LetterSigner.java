package cinema.worker.email;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import cinema.platform.text.Domains;
import cinema.worker.email.DkimProperties.Signature;
import jakarta.mail.MessagingException;

import org.springframework.stereotype.Component;

/**
 * Signs letters where a key is given (DKIM, RFC 6376), and leaves them alone otherwise.
 * It reads a letter as it is sent, so that files take no memory.
 */
@Component
class LetterSigner {

	private static final String NAME = "DKIM-Signature";

	/**
	 * Those that a letter has of these are signed: what programs show or act upon.
	 * Programs offer to unsubscribe only by what is signed (RFC 8058, section 4).
	 */
	private static final List<String> SIGNED = List.of("From", "To", "Cc", "Subject", "Date", "Message-ID", "Reply-To",
			"In-Reply-To", "References", "Sender", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
			"Content-Description", "Content-ID", "List-Id", "List-Help", "List-Subscribe", "List-Unsubscribe",
			"List-Unsubscribe-Post", "List-Post", "List-Owner", "List-Archive", "Feedback-ID", "Auto-Submitted",
			"Precedence");

	/** The nearest domain first. */
	private final List<Signature> signatures;

	LetterSigner(DkimProperties properties) {
		this.signatures = properties.signatures()
			.stream()
			.sorted(Comparator.comparingInt((Signature one) -> one.domain().length()).reversed())
			.toList();
	}

	/**
	 * Signs, if there is a key: with several, that of the sender's domain or the nearest
	 * one above it. A letter with national addresses is not for it: its headers are more
	 * than ASCII.
	 * @param from the sender's address
	 */
	void sign(PostingMessage letter, String from) throws MessagingException {
		String host = Domains.ascii(from.substring(from.lastIndexOf('@') + 1)).toLowerCase(Locale.ROOT);
		Signature found = this.signatures.stream()
			.filter((one) -> this.signatures.size() == 1 || one.isFor(host))
			.findFirst()
			.orElse(null);
		if (found != null) {
			letter.setHeader(NAME, signature(found, letter));
		}
	}

	private static String signature(Signature with, PostingMessage letter) throws MessagingException {
		try (InputStream body = letter.body().open()) {
			String unsigned = tags(with, letter, BodyHash.of(body));
			java.security.Signature rsa = java.security.Signature.getInstance("SHA256withRSA");
			rsa.initSign(with.key());
			for (String name : present(letter)) {
				rsa.update((relaxed(name, value(letter, name)) + "\r\n").getBytes(StandardCharsets.US_ASCII));
			}
			rsa.update(relaxed(NAME, unsigned).getBytes(StandardCharsets.US_ASCII));
			return unsigned + folded(Base64.getEncoder().encodeToString(rsa.sign()));
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new MessagingException("the letter cannot be signed", ex);
		}
	}

	private static String tags(Signature with, PostingMessage letter, byte[] bodyHash) throws MessagingException {
		return "v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + with.domain() + ";\r\n\ts=" + with.selector() + "; t="
				+ letter.getSentDate().toInstant().getEpochSecond() + ";\r\n\th="
				+ String.join(":\r\n\t ", present(letter)) + ";\r\n\tbh=" + Base64.getEncoder().encodeToString(bodyHash)
				+ ";\r\n\tb=";
	}

	private static List<String> present(PostingMessage letter) throws MessagingException {
		List<String> all = new ArrayList<>();
		for (String name : SIGNED) {
			if (letter.getHeader(name) != null) {
				all.add(name);
			}
		}
		return all;
	}

	/** The last one, where there are several (RFC 6376, 5.4.2). */
	private static String value(PostingMessage letter, String name) throws MessagingException {
		String[] values = letter.getHeader(name);
		return values[values.length - 1];
	}

	/** A header in its relaxed form (RFC 6376, 3.4.2). */
	private static String relaxed(String name, String value) {
		return name.toLowerCase(Locale.ROOT) + ":" + value.replace("\r\n", "").replaceAll("[ \t]+", " ").strip();
	}

	private static String folded(String base64) {
		return base64.replaceAll("(.{72})(?=.)", "$1\r\n\t");
	}

}
