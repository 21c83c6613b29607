package cinema.worker.email;

import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Properties;

import javax.net.SocketFactory;

import cinema.worker.email.SmtpReply.Phase;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * A connection that several letters use. It waits as long as each phase deserves (RFC
 * 5321, 4.5.3.2), and keeps what the server said to the last letter.
 */
final class SmtpConnection extends SMTPTransport {

	/** The extension for addresses that are more than ASCII (RFC 6531). */
	static final String UTF8 = "SMTPUTF8";

	private static final SmtpReply NOTHING = new SmtpReply(Phase.SESSION, 0, "");

	private final Sockets sockets;

	private @Nullable Socket socket;

	private final EmailProperties.Timeouts timeouts;

	private final Duration session;

	private SmtpReply reply = NOTHING;

	private boolean listening = true;

	private int letters;

	private boolean utf8;

	/** Whether the server may still have a part of a letter that it did not take. */
	private boolean unclean;

	SmtpConnection(Session session, Sockets sockets, EmailProperties properties) {
		super(session, new URLName("smtp", null, -1, null, null, null));
		this.sockets = sockets;
		this.timeouts = properties.timeouts();
		this.session = properties.session();
		setLocalHost(properties.greeting());
		setUseRset(true);
	}

	/**
	 * What all connections are made with: the library looks for its parts in every jar
	 * for each session that it makes.
	 */
	static Session session(Properties mail, EmailProperties properties, Sockets sockets) {
		EmailProperties.Timeouts timeouts = properties.timeouts();
		Properties all = new Properties();
		all.putAll(mail);
		all.put("mail.smtp.socketFactory", sockets);
		all.setProperty("mail.smtp.socketFactory.fallback", "false");
		all.setProperty("mail.smtp.connectiontimeout", millis(timeouts.connect()));
		all.setProperty("mail.smtp.timeout", millis(properties.session()));
		all.setProperty("mail.smtp.writetimeout", millis(timeouts.block()));
		// QUIT is said, and its answer changes nothing.
		all.setProperty("mail.smtp.quitwait", "false");
		all.setProperty("mail.mime.allowutf8", "true");
		return Session.getInstance(all);
	}

	private static String millis(Duration duration) {
		return String.valueOf(duration.toMillis());
	}

	/**
	 * Begins a letter.
	 * @param utf8 whether it needs SMTPUTF8
	 */
	void begin(boolean utf8) {
		this.utf8 = utf8;
		this.letters++;
		this.unclean = true;
		this.reply = NOTHING;
	}

	/** The letter was taken, so nothing of it is left. */
	void taken() {
		this.unclean = false;
	}

	/** Asks for SMTPUTF8 only where the letter needs it (RFC 6531, 3.4). */
	@Override
	public boolean supportsExtension(String extension) {
		return (this.utf8 || !extension.equals(UTF8)) && super.supportsExtension(extension);
	}

	boolean offersUtf8() {
		return super.supportsExtension(UTF8);
	}

	/**
	 * The largest letter that the server takes (RFC 1870, 4), or more than any where it
	 * does not say.
	 */
	long mostBytes() {
		String most = super.supportsExtension("SIZE") ? getExtensionParameter("SIZE") : null;
		return (most != null && most.matches("[1-9]\\d{0,17}")) ? Long.parseLong(most) : Long.MAX_VALUE;
	}

	/** What could not be written, such as the final dot, the server does not have. */
	@Override
	protected void sendCommand(String command) throws MessagingException {
		Phase phase = phase(command);
		this.listening = phase != null;
		answersWithin(timeout(phase));
		super.sendCommand(command);
		if (phase != null) {
			this.reply = new SmtpReply(phase, 0, "");
		}
	}

	private void answersWithin(Duration timeout) throws MessagingException {
		Socket known = (this.socket != null) ? this.socket : this.sockets.latest();
		this.socket = known;
		try {
			known.setSoTimeout(Math.toIntExact(timeout.toMillis()));
		}
		catch (SocketException ex) {
			throw new MessagingException("the connection has ended", ex);
		}
	}

	/** Null for what is said between letters. */
	private static @Nullable Phase phase(String command) {
		return switch (command.substring(0, Math.min(4, command.length()))) {
			case "RSET", "NOOP", "QUIT" -> null;
			case "MAIL" -> Phase.MAIL;
			case "RCPT" -> Phase.RCPT;
			case "DATA" -> Phase.DATA;
			case "." -> Phase.DOT;
			default -> Phase.SESSION;
		};
	}

	private Duration timeout(@Nullable Phase phase) {
		if (phase == null) {
			return this.timeouts.connect();
		}
		return switch (phase) {
			case SESSION -> this.session;
			case MAIL, RCPT -> this.timeouts.command();
			case DATA -> this.timeouts.data();
			case DOT -> this.timeouts.dot();
		};
	}

	@Override
	protected int readServerResponse() throws MessagingException {
		int code = super.readServerResponse();
		if (this.listening) {
			this.reply = new SmtpReply(this.reply.phase(), code, getLastServerResponse());
		}
		return code;
	}

	/** Not between an answer and its outcome: the next letter begins with it. */
	@Override
	public synchronized void issueCommand(String command, int expect) throws MessagingException {
		if (!command.equals("RSET")) {
			super.issueCommand(command, expect);
		}
	}

	/** What the server said to the last command of a letter, or of the session. */
	SmtpReply reply() {
		return this.reply;
	}

	boolean isUnclean() {
		return this.unclean;
	}

	/** Whether the library has given it up. */
	boolean isClosed() {
		return this.socket == null || this.socket.isClosed();
	}

	int letters() {
		return this.letters;
	}

	/**
	 * Makes the sockets, whose time-outs change with what each waits for; a connection is
	 * made, greeted and named in one thread.
	 */
	static final class Sockets extends SocketFactory {

		private final ThreadLocal<Socket> made = ThreadLocal.withInitial(Socket::new);

		@Override
		public Socket createSocket() {
			Socket socket = new Socket();
			this.made.set(socket);
			return socket;
		}

		/** The last one that this thread has made. */
		Socket latest() {
			Socket latest = this.made.get();
			this.made.remove();
			return latest;
		}

		@Override
		public Socket createSocket(String host, int port) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Socket createSocket(String host, int port, InetAddress local, int localPort) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Socket createSocket(InetAddress host, int port) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
			throw new UnsupportedOperationException();
		}

	}

}
