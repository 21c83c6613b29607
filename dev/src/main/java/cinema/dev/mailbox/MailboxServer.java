package cinema.dev.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.core.JacksonException;

/** The mailbox over HTTP: pages for people, and the calls of Mailpit that scripts use. */
public final class MailboxServer implements AutoCloseable {

	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
			+ "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

	private static final int LONGEST_BODY = 1 << 20;

	private final ExecutorService threads = Executors.newFixedThreadPool(8);

	private final MailboxRoutes routes;

	private final HttpServer server;

	public MailboxServer(Mailbox mailbox, int port) throws IOException {
		this.routes = new MailboxRoutes(mailbox);
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			Reply reply = reply(exchange);
			Headers headers = exchange.getResponseHeaders();
			headers.set("Content-Security-Policy", POLICY);
			headers.set("X-Content-Type-Options", "nosniff");
			headers.set("Referrer-Policy", "no-referrer");
			headers.set("Cache-Control", "no-cache");
			headers.set("Cross-Origin-Resource-Policy", "same-origin");
			reply.headers().forEach(headers::set);
			byte[] body = reply.body();
			boolean silent = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
			exchange.sendResponseHeaders(reply.status(), silent ? -1 : body.length);
			if (!silent) {
				exchange.getResponseBody().write(body);
			}
		}
	}

	private Reply reply(HttpExchange exchange) throws IOException {
		String method = exchange.getRequestMethod();
		String refusal = RequestGuard.refuses(method, exchange.getRequestHeaders());
		if (refusal != null) {
			return Reply.text(403, refusal);
		}
		try {
			byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY);
			String known = exchange.getRequestHeaders().getFirst("If-None-Match");
			return this.routes
				.reply(new Call(method.equals("HEAD") ? "GET" : method, exchange.getRequestURI().getPath(),
						Call.parameters(exchange.getRequestURI().getRawQuery()), (known != null) ? known : "", body));
		}
		catch (IllegalArgumentException | JacksonException ex) {
			return Reply.text(400, "400 this cannot be read");
		}
		catch (UncheckedIOException ex) {
			return Reply.text(500, "500 the letters cannot be read or written: " + ex.getMessage());
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
