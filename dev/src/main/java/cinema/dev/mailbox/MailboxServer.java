package cinema.dev.mailbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The mailbox over HTTP: pages for people, and the calls of Mailpit that scripts use. */
public final class MailboxServer implements AutoCloseable {

	private static final Pattern MESSAGE = Pattern.compile("/api/v1/message/([^/]+)(/headers|/raw)?");

	private static final Pattern LETTER = Pattern.compile("/letter/([^/]+)(/frame)?");

	private static final Pattern NUMBER = Pattern.compile("(start|limit)=(\\d{1,6})");

	private static final Pattern VIEW = Pattern.compile("view=([a-z]+)");

	private final JsonMapper json = JsonMapper.builder().build();

	private final ExecutorService threads = Executors.newFixedThreadPool(4);

	private final Mailbox mailbox;

	private final HttpServer server;

	public MailboxServer(Mailbox mailbox, int port) throws IOException {
		this.mailbox = mailbox;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			Response response = respond(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
					Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""));
			byte[] body = response.body()
				.getBytes(
						response.type().startsWith("message/") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", response.type());
			exchange.getResponseHeaders().set("Content-Security-Policy", response.policy());
			exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
			exchange.sendResponseHeaders(response.status(), (body.length == 0) ? -1 : body.length);
			exchange.getResponseBody().write(body);
		}
	}

	private Response respond(String method, String path, String query) {
		if (path.equals("/api/v1/messages") && method.equals("DELETE")) {
			this.mailbox.clear();
			return Response.text("ok");
		}
		if (!method.equals("GET")) {
			return new Response(405, "text/plain; charset=utf-8", "405 method not allowed");
		}
		if (path.equals("/api/v1/messages")) {
			return json(MailboxApi.list(this.mailbox.letters(), number(query, "start", 0), number(query, "limit", 50)));
		}
		Matcher message = MESSAGE.matcher(path);
		if (message.matches()) {
			return this.mailbox.find(message.group(1))
				.map((letter) -> api(letter, message.group(2)))
				.orElse(Response.missing());
		}
		Matcher letter = LETTER.matcher(path);
		if (letter.matches()) {
			return this.mailbox.find(letter.group(1))
				.map((one) -> page(one, letter.group(2), query))
				.orElse(Response.missing());
		}
		return path.equals("/") ? Response.page(MailboxPage.list(this.mailbox.letters())) : Response.missing();
	}

	private Response api(StoredLetter letter, @Nullable String part) {
		if ("/headers".equals(part)) {
			return json(MailboxApi.headers(letter));
		}
		return "/raw".equals(part) ? new Response(200, "message/rfc822", letter.source())
				: json(MailboxApi.letter(letter));
	}

	private static Response page(StoredLetter letter, @Nullable String frame, String query) {
		Matcher view = VIEW.matcher(query);
		return (frame != null)
				? Response.frame(letter.html().isEmpty() ? "<p>This letter has no html.</p>" : letter.html())
				: Response.page(MailboxPage.letter(letter, view.find() ? view.group(1) : "html"));
	}

	private Response json(Map<String, ?> value) {
		return new Response(200, "application/json", this.json.writeValueAsString(value));
	}

	private static int number(String query, String name, int otherwise) {
		return List.of(query.split("&"))
			.stream()
			.map(NUMBER::matcher)
			.filter((matcher) -> matcher.matches() && matcher.group(1).equals(name))
			.map((matcher) -> Integer.parseInt(matcher.group(2)))
			.findFirst()
			.orElse(otherwise);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private record Response(int status, String type, String body) {

		static Response text(String text) {
			return new Response(200, "text/plain; charset=utf-8", text);
		}

		static Response page(String html) {
			return new Response(200, "text/html; charset=utf-8", html);
		}

		/** What a stranger wrote: no scripts, no forms, nothing fetched but pictures. */
		static Response frame(String html) {
			return new Response(200, "text/html; charset=UTF-8", html);
		}

		static Response missing() {
			return new Response(404, "text/plain; charset=utf-8", "404 page not found");
		}

		String policy() {
			return this.type.endsWith("UTF-8")
					? "default-src 'none'; img-src https: data:; style-src 'unsafe-inline'; sandbox"
					: "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'self'";
		}

	}

}
