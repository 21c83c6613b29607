package cinema.worker.email;

import java.security.interfaces.RSAPrivateKey;
import java.util.List;

import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;
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

	private final DkimProperties properties;

	private final @Nullable RSAPrivateKey key;

	LetterSigner(DkimProperties properties) {
		this.properties = properties;
		this.key = properties.key();
	}

	/**
	 * Signs, if there is a key; a letter with national addresses stays as it is, since
	 * the library writes headers of ASCII alone.
	 */
	SMTPMessage sign(SMTPMessage letter, boolean needsUtf8) throws MessagingException {
		if (this.key == null || needsUtf8) {
			return letter;
		}
		DkimMessage signed = new DkimMessage(letter, signer(this.key));
		signed.setEnvelopeFrom(letter.getEnvelopeFrom());
		return signed;
	}

	/** One for each letter, since it keeps what it reckons with. */
	private DkimSigner signer(RSAPrivateKey with) throws MessagingException {
		try {
			DkimSigner signer = new DkimSigner(this.properties.domain(), this.properties.selector(), with);
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
