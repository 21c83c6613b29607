package cinema.worker.email;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/**
 * A letter whose body is written already, so that Jakarta Mail neither parses nor encodes
 * it once more; its headers are its own.
 */
final class PostingMessage extends MimeMessage {

	PostingMessage(Session session, byte[] body) {
		super(session);
		this.content = body;
		this.modified = false;
		this.saved = true;
	}

	/** It stays, also when Jakarta Mail changes the encoding for a server. */
	@Override
	protected void updateMessageID() {
		// The posting's id is there already.
	}

}
