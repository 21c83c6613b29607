package cinema.worker.email;

import jakarta.mail.Session;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

/**
 * A letter whose body is written already, so that Jakarta Mail neither parses nor encodes
 * it once more; its headers are its own.
 */
final class PostingMessage extends SMTPMessage {

	/**
	 * A letter without headers.
	 * @param returnPath its envelope sender, or null for the one in its header
	 */
	PostingMessage(Session session, byte[] body, @Nullable String returnPath) {
		super(session);
		this.content = body;
		this.modified = false;
		this.saved = true;
		if (returnPath != null) {
			setEnvelopeFrom(returnPath);
		}
	}

	/** It stays, also when Jakarta Mail changes the encoding for a server. */
	@Override
	protected void updateMessageID() {
		// The posting's id is there already.
	}

}
