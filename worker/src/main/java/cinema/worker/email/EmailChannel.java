package cinema.worker.email;

import java.util.regex.Pattern;

import cinema.worker.channel.DeliveryChannel;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

import org.springframework.stereotype.Component;

/**
 * Letters by SMTP (RFC 5321). A 4xx, and all trouble before the letter's final dot,
 * defers; a 5xx rejects; silence after the dot is the one gap in which nobody knows.
 */
@Component
class EmailChannel implements DeliveryChannel {

	private static final Pattern ADDRESS = Pattern.compile("\\S+@\\S+");

	private static final Pattern SPACES = Pattern.compile("[\\s\\p{Cntrl}]+");

	private static final int SERVICE_CLOSES = 421;

	private final SmtpPool pool;

	private final LetterWriter writer;

	private final SmtpMeters replies;

	EmailChannel(SmtpPool pool, LetterWriter writer, SmtpMeters replies) {
		this.pool = pool;
		this.writer = writer;
		this.replies = replies;
	}

	@Override
	public Channel channel() {
		return Channel.EMAIL;
	}

	@Override
	public SendResult send(Posting posting) {
		try {
			InternetAddress to = EmailAddress.parse(posting.receiver().address());
			boolean utf8 = this.writer.needsUtf8(to);
			return send(this.writer.write(this.pool.session(utf8), posting, to), to, posting.urgency(), utf8, true);
		}
		catch (AddressException ex) {
			return new SendResult.Rejected(detail(ex));
		}
		catch (MessagingException ex) {
			return new SendResult.Deferred(detail(ex));
		}
	}

	private SendResult send(MimeMessage letter, InternetAddress to, Urgency urgency, boolean utf8, boolean mayTryAgain)
			throws MessagingException {
		SmtpConnection connection = borrow(urgency);
		connection.begin(utf8);
		try {
			if (utf8 && !connection.supportsExtension(SmtpConnection.UTF8)) {
				this.pool.giveBack(connection);
				return new SendResult.Rejected("the server takes no address with national letters");
			}
			connection.sendMessage(letter, new Address[] { to });
			this.replies.taken();
			String answer = connection.getLastServerResponse();
			this.pool.giveBack(connection);
			return new SendResult.Sent(shorten((answer != null) ? answer.strip() : "250"));
		}
		catch (RuntimeException ex) {
			this.pool.discard(connection);
			throw ex;
		}
		catch (MessagingException ex) {
			int code = code(ex);
			boolean answered = code >= 400;
			if (answered && code != SERVICE_CLOSES) {
				this.pool.giveBack(connection);
			}
			else {
				this.pool.discard(connection);
			}
			boolean stale = !connection.isFresh() && !connection.hasSentTheDot()
					&& (!answered || code == SERVICE_CLOSES);
			if (stale && mayTryAgain) {
				return send(letter, to, urgency, utf8, false);
			}
			this.replies.failed(code);
			return failed(ex, code, connection.hasSentTheDot());
		}
	}

	private SmtpConnection borrow(Urgency urgency) throws MessagingException {
		try {
			return this.pool.borrow(urgency);
		}
		catch (MessagingException ex) {
			this.replies.failed(code(ex));
			throw ex;
		}
	}

	private static SendResult failed(MessagingException ex, int code, boolean dotSent) {
		if (code >= 500) {
			return new SendResult.Rejected(detail(ex));
		}
		return (code < 400 && dotSent) ? new SendResult.Unknown("no answer after the letter's end: " + detail(ex))
				: new SendResult.Deferred(detail(ex));
	}

	/** The server's reply code, or -1 when it did not reply. */
	private static int code(MessagingException failure) {
		int code = -1;
		for (Exception one = failure; one != null; one = (one instanceof MessagingException next)
				? next.getNextException() : null) {
			if (one instanceof SMTPAddressFailedException refused) {
				return refused.getReturnCode();
			}
			if (one instanceof SMTPSenderFailedException refused) {
				return refused.getReturnCode();
			}
			if (one instanceof SMTPSendFailedException refused) {
				code = refused.getReturnCode();
			}
		}
		return code;
	}

	private static String detail(MessagingException failure) {
		Exception last = failure;
		while (last instanceof SendFailedException sending && sending.getNextException() != null) {
			last = sending.getNextException();
		}
		String message = last.getMessage();
		return shorten((message != null) ? message : last.getClass().getSimpleName());
	}

	/** Servers like to repeat the address. */
	private static String shorten(String text) {
		String line = SPACES.matcher(ADDRESS.matcher(text).replaceAll("<address>")).replaceAll(" ").strip();
		return (line.length() <= 200) ? line : line.substring(0, 200);
	}

}
