package cinema.worker.email;

import java.io.IOException;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * A connection that several letters use, and that knows whether the final dot of the last
 * one has left.
 */
final class SmtpConnection extends SMTPTransport {

	/** The extension for addresses that are more than ASCII (RFC 6531). */
	static final String UTF8 = "SMTPUTF8";

	private int letters;

	private boolean dotSent;

	private boolean fresh = true;

	private boolean bulk;

	private boolean utf8;

	SmtpConnection(Session session) {
		super(session, new URLName("smtp", null, -1, null, null, null));
	}

	/**
	 * Begins a letter.
	 * @param utf8 whether it needs SMTPUTF8
	 */
	void begin(boolean utf8) {
		this.utf8 = utf8;
		this.dotSent = false;
		this.fresh = this.letters == 0;
		this.letters++;
	}

	/** Asks for SMTPUTF8 only where the letter needs it (RFC 6531, 3.4). */
	@Override
	public boolean supportsExtension(String extension) {
		return (this.utf8 || !extension.equals(UTF8)) && super.supportsExtension(extension);
	}

	@Override
	protected void finishData() throws IOException, MessagingException {
		this.dotSent = true;
		super.finishData();
	}

	/** Whether the server may have the whole letter, whatever it answered. */
	boolean hasSentTheDot() {
		return this.dotSent;
	}

	/**
	 * Whether the current letter is the first on this connection; an older one may have
	 * been closed by the server.
	 */
	boolean isFresh() {
		return this.fresh;
	}

	/** Notes whether a mailing has it in hand; answers whether one had. */
	boolean sitsInBulk(boolean sits) {
		boolean sat = this.bulk;
		this.bulk = sits;
		return sat;
	}

	int letters() {
		return this.letters;
	}

}
