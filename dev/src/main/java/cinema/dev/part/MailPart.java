package cinema.dev.part;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import cinema.dev.machine.Ports;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.mailbox.Mailbox;
import cinema.dev.mailbox.MailboxServer;
import cinema.dev.mailbox.MessageCentre;
import org.jspecify.annotations.Nullable;

/**
 * Where letters go: a given SMTP server, or our mailbox, which takes messages to
 * telephones besides.
 */
public final class MailPart implements Part {

	private final String smtp;

	private final String page;

	private final @Nullable Mailbox mailbox;

	private final @Nullable MailboxServer server;

	private final @Nullable MessageCentre centre;

	/** Where the message centre listens; 0 where there is none. */
	private final int smpp;

	private MailPart(String smtp, String page, @Nullable Mailbox mailbox, @Nullable MailboxServer server,
			@Nullable MessageCentre centre, int smpp) {
		this.centre = centre;
		this.smpp = smpp;
		this.smtp = smtp;
		this.page = page;
		this.mailbox = mailbox;
		this.server = server;
	}

	public static MailPart start(RunFolder folder, Map<String, String> environment, Ports ports) {
		String given = environment.getOrDefault("SPRING_MAIL_HOST", "");
		if (!given.isEmpty()) {
			int port = Integer.parseInt(environment.getOrDefault("SPRING_MAIL_PORT", "25"));
			new GivenPart("smtp", given, Map.of()).reachable("SPRING_MAIL_HOST", given, port);
			return new MailPart(given + ":" + port, environment.getOrDefault("CINEMA_DEV_MAILBOX_URL", ""), null, null,
					null, 0);
		}
		Path data = folder.data("mailbox");
		return ports.start("smtp", (turn) -> own(data, turn.choose("smtp", 1025), turn.choose("mailbox", 8025),
				turn.choose("smpp", 2775)));
	}

	private static MailPart own(Path data, int port, int page, int smpp) {
		Mailbox mailbox = mailbox(data, port);
		try {
			MailboxServer server = new MailboxServer(mailbox, page);
			try {
				return new MailPart("127.0.0.1:" + port, "http://127.0.0.1:" + page, mailbox, server,
						new MessageCentre(mailbox, smpp), smpp);
			}
			catch (IOException ex) {
				server.close();
				throw ex;
			}
		}
		catch (IOException ex) {
			mailbox.close();
			throw new StackException("The mailbox page did not start: " + ex.getMessage(), ex);
		}
	}

	private static Mailbox mailbox(Path data, int port) {
		try {
			return new Mailbox(data, port);
		}
		catch (RuntimeException ex) {
			throw new StackException("The mailbox did not start: " + ex.getMessage(), ex);
		}
	}

	public String smtp() {
		return this.smtp;
	}

	/**
	 * What the worker has to know to send messages to telephones; nothing where nobody
	 * takes them.
	 */
	public Map<String, String> messages() {
		return (this.smpp == 0) ? Map.of()
				: Map.of("CINEMA_SMS_SMPP_HOST", "127.0.0.1", "CINEMA_SMS_SMPP_PORT", Integer.toString(this.smpp),
						"CINEMA_SMS_SMPP_SYSTEM_ID", "laptop", "CINEMA_SMS_COUNTRIES", "1,7,44,49,81");
	}

	/** The mailbox page, or an empty text when nobody knows one. */
	public String page() {
		return this.page;
	}

	/** Our own mailbox, for tests that tell it how to answer. */
	public Mailbox mailbox() {
		if (this.mailbox == null) {
			throw new StackException("The SMTP server is a given one");
		}
		return this.mailbox;
	}

	@Override
	public String name() {
		return "smtp";
	}

	@Override
	public String kind() {
		return (this.mailbox != null) ? "embedded" : "given";
	}

	@Override
	public String describe() {
		return kind() + ", " + this.smtp;
	}

	@Override
	public Map<String, String> environment() {
		String[] address = this.smtp.split(":");
		return Map.of("SPRING_MAIL_HOST", address[0], "SPRING_MAIL_PORT", address[1]);
	}

	@Override
	public void close() {
		if (this.centre != null) {
			this.centre.close();
		}
		if (this.server != null) {
			this.server.close();
		}
		if (this.mailbox != null) {
			this.mailbox.close();
		}
	}

}
