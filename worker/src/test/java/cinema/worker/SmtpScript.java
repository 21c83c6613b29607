package cinema.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An SMTP server that answers as a test wants: {@link #END} closes the connection, an
 * empty text says nothing.
 */
public final class SmtpScript implements AutoCloseable {

	public final List<String> letters = new CopyOnWriteArrayList<>();

	/** Each command as its bytes were, in ISO 8859-1. */
	public final List<String> commands = new CopyOnWriteArrayList<>();

	public final AtomicInteger connections = new AtomicInteger();

	public volatile List<String> extensions = List.of();

	/** Instead of an answer. */
	public static final String END = "END";

	/**
	 * Verb to answer; the greeting is said to {@code HELLO}, a letter ends with a dot,
	 * and with {@code BODY} the connection ends before it.
	 */
	public final Map<String, String> answers = new ConcurrentHashMap<>();

	/** Verb to how long the answer takes. */
	public final Map<String, Duration> delays = new ConcurrentHashMap<>();

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

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
				PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
			this.open.add(socket);
			boolean goesOn = say(out, "HELLO", "220 script");
			for (String line = in.readLine(); goesOn && line != null; line = in.readLine()) {
				this.commands.add(line);
				goesOn = answer(line.split(" ")[0], in, out);
			}
		}
		catch (IOException ex) {
			// The other side is gone.
		}
		finally {
			this.open.remove(socket);
		}
	}

	private boolean answer(String verb, BufferedReader in, PrintWriter out) throws IOException {
		return switch (verb) {
			case "EHLO" -> say(out, verb, "250" + (this.extensions.isEmpty() ? " " : "-") + "script" + offered());
			case "QUIT" -> say(out, verb, "221 bye") && false;
			case "DATA" -> say(out, verb, "354 go on") && (this.answers.containsKey(verb) || take(in, out));
			default -> say(out, verb, "250 ok");
		};
	}

	private boolean take(BufferedReader in, PrintWriter out) throws IOException {
		if (this.answers.containsKey("BODY")) {
			return false;
		}
		StringBuilder letter = new StringBuilder();
		for (String one = in.readLine(); !".".equals(one); one = in.readLine()) {
			if (one == null) {
				return false;
			}
			letter.append(one).append('\n');
		}
		this.letters.add(letter.toString());
		return say(out, ".", "250 2.0.0 queued as 7");
	}

	/** False when nothing follows. */
	private boolean say(PrintWriter out, String verb, String usual) {
		String answer = this.answers.getOrDefault(verb, usual);
		sleep(this.delays.getOrDefault(verb, Duration.ZERO));
		if (answer.equals(END)) {
			return false;
		}
		out.print(answer.isEmpty() ? "" : answer + "\r\n");
		out.flush();
		return true;
	}

	private static void sleep(Duration delay) {
		try {
			Thread.sleep(delay.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** As when the server is started anew. */
	public void endConnections() throws IOException {
		for (Socket one : this.open) {
			one.close();
		}
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
