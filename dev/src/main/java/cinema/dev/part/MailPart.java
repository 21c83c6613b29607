package cinema.dev.part;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import cinema.dev.machine.Ports;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.mailbox.Mailbox;
import cinema.dev.mailbox.MailboxServer;
import org.jspecify.annotations.Nullable;

/** Where letters go: a given SMTP server, or our mailbox. */
public final class MailPart implements Part {

	private final String smtp;

	private final String page;

	private final @Nullable Mailbox mailbox;

	private final @Nullable MailboxServer server;

	private MailPart(String smtp, String page, @Nullable Mailbox mailbox, @Nullable MailboxServer server) {
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
			return new MailPart(given + ":" + port, environment.getOrDefault("CINEMA_DEV_MAILBOX_URL", ""), null, null);
		}
		Path data = folder.data("mailbox");
		return ports.start("smtp", (turn) -> own(data, turn.choose("smtp", 1025), turn.choose("mailbox", 8025)));
	}

	private static MailPart own(Path data, int port, int page) {
		Mailbox mailbox = mailbox(data, port);
		try {
			return new MailPart("127.0.0.1:" + port, "http://127.0.0.1:" + page, mailbox,
					new MailboxServer(mailbox, page));
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
		if (this.server != null) {
			this.server.close();
		}
		if (this.mailbox != null) {
			this.mailbox.close();
		}
	}

}
