package cinema.dev.stub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * An SMTP server that takes every letter and keeps none, so that it costs as little as
 * can be (RFC 5321).
 */
public final class DiscardingSink implements AutoCloseable {

	private static final byte[] OK = "250 OK\r\n".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] GO_ON = "354 Go on\r\n".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] LEAVING = "421 4.3.2 leaving\r\n".getBytes(StandardCharsets.US_ASCII);

	private final ServerSocket server;

	private volatile long delayNanos;

	private volatile boolean leaving;

	private final Consumer<String> onLetter;

	/**
	 * Listens on a free port of the loopback interface.
	 * @param delay how long each reply takes
	 * @param onLetter is told the recipient's address before the letter's 250 goes out
	 */
	public DiscardingSink(Duration delay, Consumer<String> onLetter) {
		try {
			this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.delayNanos = delay.toNanos();
		this.onLetter = onLetter;
		start(this::acceptForEver);
	}

	public int port() {
		return this.server.getLocalPort();
	}

	/** How long each reply takes from now on. */
	public void slow(Duration delay) {
		this.delayNanos = delay.toNanos();
	}

	/** Whether it takes nobody and nothing from now on (421; RFC 5321, 3.8). */
	public void leave(boolean leaves) {
		this.leaving = leaves;
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "discarding-sink");
		thread.setDaemon(true);
		thread.start();
	}

	private void acceptForEver() {
		try {
			while (true) {
				Socket socket = this.server.accept();
				socket.setTcpNoDelay(true);
				start(() -> talk(socket));
			}
		}
		catch (IOException ex) {
			// Closed.
		}
	}

	private void talk(Socket socket) {
		try (socket) {
			Input in = new Input(socket.getInputStream());
			OutputStream out = socket.getOutputStream();
			reply(out, "220 sink\r\n".getBytes(StandardCharsets.US_ASCII));
			String recipient = "";
			for (String line = line(in); line != null; line = line(in)) {
				if (this.leaving) {
					reply(out, LEAVING);
					return;
				}
				String verb = line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
				switch (verb) {
					case "RCPT" -> recipient = line.substring(line.indexOf('<') + 1, line.lastIndexOf('>'));
					case "DATA" -> {
						reply(out, GO_ON);
						skipLetter(in);
						this.onLetter.accept(recipient);
					}
					case "QUIT" -> {
						return;
					}
					default -> {
						// Everything else is fine.
					}
				}
				reply(out, OK);
			}
		}
		catch (IOException ex) {
			// The other side is gone.
		}
	}

	private void reply(OutputStream out, byte[] reply) throws IOException {
		if (this.delayNanos > 0) {
			try {
				TimeUnit.NANOSECONDS.sleep(this.delayNanos);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		out.write(reply);
		out.flush();
	}

	private static @Nullable String line(Input in) throws IOException {
		StringBuilder line = new StringBuilder(64);
		for (int one = in.read(); one >= 0; one = in.read()) {
			if (one == '\n') {
				return line.toString();
			}
			if (one != '\r') {
				line.append((char) one);
			}
		}
		return null;
	}

	/** Up to the line that is a dot alone. */
	private static void skipLetter(Input in) throws IOException {
		byte[] end = { '\r', '\n', '.', '\r', '\n' };
		int matched = 2;
		for (int one = in.read(); one >= 0; one = in.read()) {
			if (one == end[matched]) {
				matched++;
				if (matched == end.length) {
					return;
				}
			}
			else {
				matched = (one == '\r') ? 1 : 0;
			}
		}
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A buffer without locks, since each connection has one reader. */
	private static final class Input {

		private final InputStream in;

		private final byte[] buffer = new byte[64 * 1024];

		private int next;

		private int end;

		Input(InputStream in) {
			this.in = in;
		}

		int read() throws IOException {
			if (this.next == this.end) {
				this.end = this.in.read(this.buffer);
				this.next = 0;
				if (this.end <= 0) {
					this.end = 0;
					return -1;
				}
			}
			return this.buffer[this.next++] & 0xff;
		}

	}

}
