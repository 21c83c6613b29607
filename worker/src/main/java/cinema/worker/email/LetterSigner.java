package cinema.worker.email;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import cinema.platform.text.Domains;
import cinema.worker.email.DkimProperties.Signature;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimException;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;
import org.simplejavamail.utils.mail.dkim.SigningAlgorithm;

import org.springframework.stereotype.Component;

/**
 * Signs letters where a key is given (DKIM, RFC 6376), and leaves them alone otherwise.
 */
@Component
class LetterSigner {

	/**
	 * Beside those that the library signs: programs offer to unsubscribe only by what is
	 * signed (RFC 8058, section 4).
	 */
	private static final List<String> ALSO = List.of("List-Unsubscribe", "List-Unsubscribe-Post", "List-Id",
			"Feedback-ID", "Auto-Submitted", "Precedence");

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
	 * one above it. A letter with national addresses is not for it, since the library
	 * writes headers of ASCII alone.
	 * @param from the sender's address
	 */
	SMTPMessage sign(SMTPMessage letter, String from) throws MessagingException {
		String host = Domains.ascii(from.substring(from.lastIndexOf('@') + 1)).toLowerCase(Locale.ROOT);
		Signature found = this.signatures.stream()
			.filter((one) -> this.signatures.size() == 1 || one.isFor(host))
			.findFirst()
			.orElse(null);
		if (found == null) {
			return letter;
		}
		DkimMessage signed = new DkimMessage(letter, signer(found));
		signed.setEnvelopeFrom(letter.getEnvelopeFrom());
		return signed;
	}

	/** One for each letter, since it keeps what it reckons with. */
	private static DkimSigner signer(Signature with) throws MessagingException {
		try {
			DkimSigner signer = new DkimSigner(with.domain(), with.selector(), with.key());
			signer.setSigningAlgorithm(SigningAlgorithm.SHA256_WITH_RSA);
			signer.setHeaderCanonicalization(Canonicalization.RELAXED);
			signer.setBodyCanonicalization(Canonicalization.RELAXED);
			signer.setLengthParam(false);
			// It would ask the DNS for each letter.
			signer.setCheckDomainKey(false);
			ALSO.forEach(signer::addHeaderToSign);
			return signer;
		}
		catch (DkimException ex) {
			throw new MessagingException("the letter cannot be signed", ex);
		}
	}

}
