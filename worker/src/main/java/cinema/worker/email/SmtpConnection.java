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

	private int letters;

	private boolean dotSent;

	private boolean fresh = true;

	private boolean bulk;

	SmtpConnection(Session session) {
		super(session, new URLName("smtp", null, -1, null, null, null));
	}

	void begin() {
		this.dotSent = false;
		this.fresh = this.letters == 0;
		this.letters++;
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
