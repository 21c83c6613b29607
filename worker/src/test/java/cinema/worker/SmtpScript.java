package cinema.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An SMTP server that answers as a test wants: null closes the connection, an empty text
 * says nothing.
 */
public final class SmtpScript implements AutoCloseable {

	public final List<String> letters = new CopyOnWriteArrayList<>();

	/** Each command as its bytes were, in ISO 8859-1. */
	public final List<String> commands = new CopyOnWriteArrayList<>();

	public final AtomicInteger connections = new AtomicInteger();

	public volatile List<String> extensions = List.of();

	public volatile String toRecipient = "250 ok";

	public volatile String toLetter = "250 2.0.0 queued as 7";

	private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

	public SmtpScript() throws IOException {
		Thread thread = new Thread(this::acceptForEver);
		thread.setDaemon(true);
		thread.start();
	}

	public int port() {
		return this.server.getLocalPort();
	}

	private void acceptForEver() {
		try {
			while (true) {
				Socket socket = this.server.accept();
				this.connections.incrementAndGet();
				Thread thread = new Thread(() -> talk(socket));
				thread.setDaemon(true);
				thread.start();
			}
		}
		catch (IOException ex) {
			// The test is over.
		}
	}

	private void talk(Socket socket) {
		try (socket;
				BufferedReader in = new BufferedReader(
						new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
				PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.ISO_8859_1)) {
			out.print("220 script\r\n");
			out.flush();
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				String answer = answer(line, in, out);
				if (answer == null) {
					return;
				}
				if (!answer.isEmpty()) {
					out.print(answer + "\r\n");
					out.flush();
				}
			}
		}
		catch (IOException ex) {
			// The other side is gone.
		}
	}

	private String answer(String line, BufferedReader in, PrintWriter out) throws IOException {
		this.commands.add(line);
		if (line.startsWith("EHLO")) {
			return "250" + (this.extensions.isEmpty() ? " " : "-") + "script" + offered();
		}
		if (line.startsWith("RCPT")) {
			return this.toRecipient;
		}
		if (!line.equals("DATA")) {
			return line.equals("QUIT") ? null : "250 ok";
		}
		out.print("354 go on\r\n");
		out.flush();
		StringBuilder letter = new StringBuilder();
		for (String one = in.readLine(); one != null && !one.equals("."); one = in.readLine()) {
			letter.append(one).append('\n');
		}
		this.letters.add(letter.toString());
		return this.toLetter;
	}

	private String offered() {
		StringBuilder lines = new StringBuilder();
		for (int i = 0; i < this.extensions.size(); i++) {
			lines.append((i + 1 < this.extensions.size()) ? "\r\n250-" : "\r\n250 ").append(this.extensions.get(i));
		}
		return lines.toString();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
