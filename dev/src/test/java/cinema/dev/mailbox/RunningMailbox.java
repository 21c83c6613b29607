package cinema.dev.mailbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import cinema.dev.machine.Ports;
import cinema.dev.machine.RunFolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A mailbox with its pages, a new one for each test; letters come in by SMTP, byte by
 * byte as a test wants.
 */
final class RunningMailbox implements BeforeEachCallback, AfterEachCallback {

	private final JsonMapper json = JsonMapper.builder().build();

	private final HttpClient http = HttpClient.newHttpClient();

	private final int smtp = new Ports().free();

	private final int page = new Ports().free();

	private @Nullable Path folder;

	private @Nullable Mailbox mailbox;

	private @Nullable MailboxServer server;

	@Override
	public void beforeEach(ExtensionContext context) throws IOException {
		this.folder = Files.createTempDirectory("mailbox");
		start();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		stop();
		RunFolder.empty(folder());
		folder().toFile().delete();
	}

	/** Ends it, and begins again with what it has kept. */
	void restart() throws IOException {
		stop();
		start();
	}

	private void start() throws IOException {
		this.mailbox = new Mailbox(folder(), this.smtp);
		this.server = new MailboxServer(this.mailbox, this.page);
	}

	private void stop() {
		Objects.requireNonNull(this.server).close();
		mailbox().close();
	}

	Path folder() {
		return Objects.requireNonNull(this.folder);
	}

	String url() {
		return "http://127.0.0.1:" + this.page;
	}

	Mailbox mailbox() {
		return Objects.requireNonNull(this.mailbox);
	}

	void deliver(String to, String subject, String text) throws IOException {
		deliver("From: Cinema <no-reply@cinema.example>\r\nTo: " + to + "\r\nSubject: " + subject
				+ "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + text);
	}

	void deliverHtml(String to, String subject, String html) throws IOException {
		deliver("From: Cinema <no-reply@cinema.example>\r\nTo: " + to + "\r\nSubject: " + subject
				+ "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + html);
	}

	void deliver(String message) throws IOException {
		deliver(message.getBytes(StandardCharsets.UTF_8));
	}

	void deliver(byte[] message) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.smtp);
				BufferedReader in = new BufferedReader(
						new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
				OutputStream out = socket.getOutputStream()) {
			in.readLine();
			for (String command : new String[] { "HELO test", "MAIL FROM:<no-reply@cinema.example>",
					"RCPT TO:<ann@example.com>", "DATA" }) {
				out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
				in.readLine();
			}
			out.write(message);
			out.write("\r\n.\r\n".getBytes(StandardCharsets.US_ASCII));
			if (!String.valueOf(in.readLine()).startsWith("250")) {
				throw new IOException("the letter was not taken");
			}
		}
	}

	HttpResponse<String> ask(String method, String path, String body, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
			.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	JsonNode get(String path) throws Exception {
		return this.json.readTree(ask("GET", path, "").body());
	}

	/** The answer's head to a request that no HTTP client would send. */
	String raw(String request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.page)) {
			socket.getOutputStream().write((request + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
			return String
				.valueOf(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
					.readLine());
		}
	}

}
