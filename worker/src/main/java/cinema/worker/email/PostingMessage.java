package cinema.worker.email;

import java.io.InputStream;
import java.util.Collections;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

/**
 * A letter whose body is written already, so that Jakarta Mail neither parses nor encodes
 * it once more; its headers are its own.
 */
final class PostingMessage extends SMTPMessage {

	private final LetterBody body;

	/**
	 * A letter without headers.
	 * @param returnPath its envelope sender, or null for the one in its header
	 */
	PostingMessage(Session session, LetterBody body, @Nullable String returnPath) {
		super(session);
		this.body = body;
		this.modified = false;
		this.saved = true;
		if (returnPath != null) {
			setEnvelopeFrom(returnPath);
		}
	}

	LetterBody body() {
		return this.body;
	}

	/** In bytes, with its headers (RFC 1870, 5). */
	long size() throws MessagingException {
		return this.body.size() + 2
				+ Collections.list(getAllHeaderLines()).stream().mapToLong((line) -> line.length() + 2L).sum();
	}

	/** Jakarta Mail copies from it what it sends. */
	@Override
	protected InputStream getContentStream() {
		return this.body.open();
	}

	/** It stays, also when Jakarta Mail changes the encoding for a server. */
	@Override
	protected void updateMessageID() {
		// The posting's id is there already.
	}

}
