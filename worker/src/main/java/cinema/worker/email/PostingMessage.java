package cinema.worker.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/**
 * A letter whose Message-ID is its posting's id, so that a second copy can be recognised
 * (RFC 5322, 3.6.4).
 */
final class PostingMessage extends MimeMessage {

	private final String messageId;

	PostingMessage(Session session, String messageId) {
		super(session);
		this.messageId = messageId;
	}

	@Override
	protected void updateMessageID() throws MessagingException {
		setHeader("Message-ID", this.messageId);
	}

}
