package cinema.dev.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import cinema.dev.push.PushPost;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page of the site as somebody sees it who is signed in: with their inbox, a button by
 * which something happens that they are told of, and a push service for browsers that
 * reach no other.
 */
public final class InboxServer implements AutoCloseable {

	private static final String SCRIPT = "text/javascript; charset=utf-8";

	private static final Map<String, String> FILES = Map.of("/page.js", SCRIPT, "/here.js", SCRIPT, "/cinema-push.js",
			SCRIPT, "/page.css", "text/css; charset=utf-8");

	private static final String PUSH = "/push/";

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final JsonMapper json = JsonMapper.builder().build();

	private final HttpClient http = HttpClient.newHttpClient();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final PushPost post = new PushPost();

	private final Site site;

	private final HttpServer server;

	public InboxServer(int port, Site site) throws IOException {
		this.site = site;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			Reply reply = reply(exchange);
			exchange.getResponseHeaders().set("Content-Security-Policy", policy());
			exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
			exchange.getResponseHeaders().set("Cache-Control", "no-cache");
			reply.headers().forEach(exchange.getResponseHeaders()::set);
			boolean silent = reply.body().length == 0;
			exchange.sendResponseHeaders(reply.status(), silent ? -1 : reply.body().length);
			if (!silent) {
				exchange.getResponseBody().write(reply.body());
			}
		}
	}

	/** The widget's own origin beside ours, and nothing inline. */
	private String policy() {
		String worker = this.site.worker();
		return "default-src 'none'; script-src 'self' " + worker + "; style-src 'self' " + worker
				+ "; connect-src 'self' " + worker + " " + worker.replaceFirst("^http", "ws")
				+ "; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
	}

	private Reply reply(HttpExchange exchange) {
		String refusal = RequestGuard.refuses(exchange.getRequestMethod(), exchange.getRequestHeaders());
		if (refusal != null) {
			return Reply.text(403, refusal);
		}
		String path = exchange.getRequestURI().getPath();
		String call = exchange.getRequestMethod() + " " + path;
		try {
			if (path.startsWith(PUSH)) {
				return push(exchange, path.substring(PUSH.length()));
			}
			return switch (call) {
				case "GET /" -> Reply.of(200, "text/html; charset=utf-8", file("/inbox.html"));
				case "GET /page.js", "GET /here.js", "GET /cinema-push.js", "GET /page.css" ->
					Reply.of(200, FILES.getOrDefault(path, "text/plain"), file(path));
				case "GET /token" -> Reply.of(200, "application/json",
						this.json.writeValueAsString(Map.of("email", this.site.email(), "token", token())));
				case "POST /happen" -> Reply.text(happen(), "");
				default -> Reply.missing();
			};
		}
		catch (IOException ex) {
			return Reply.text(502, "502 " + ex.getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Reply.text(503, "503 it is closing");
		}
	}

	/** The applications' addresses are put in. */
	private String file(String name) throws IOException {
		try (InputStream in = InboxServer.class.getResourceAsStream("/inbox" + name)) {
			if (in == null) {
				throw new IOException("there is no " + name);
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("@WORKER@", this.site.worker())
				.replace("@AUTH@", this.site.auth());
		}
	}

	/** A page subscribes, asks and ends it; the worker sends. */
	private Reply push(HttpExchange exchange, String id) throws IOException, InterruptedException {
		switch (exchange.getRequestMethod()) {
			case "PUT" -> this.post.open(id);
			case "DELETE" -> this.post.end(id);
			case "POST" -> {
				return Reply.text(this.post.take(id, exchange.getRequestHeaders().getFirst("TTL"),
						exchange.getRequestHeaders().getFirst("Topic"), exchange.getRequestBody().readAllBytes()), "");
			}
			default -> {
				byte[] message = this.post.next(id, PATIENCE);
				return (message != null) ? Reply.of(200, "application/octet-stream", message)
						: Reply.text(this.post.isOpen(id) ? 204 : 404, "");
			}
		}
		return Reply.text(204, "");
	}

	/** Of whoever is shown; they sign up when nobody knows them. */
	private synchronized String token() throws IOException, InterruptedException {
		HttpResponse<String> answer = signIn("Demo");
		if (answer.statusCode() != 200) {
			post("/api/v1/signup", "Demo", Map.of("email", this.site.email(), "password", this.site.password(),
					"first_name", "Vera", "locale", "en", "time_zone", "Europe/Moscow"));
			answer = signIn("Demo");
		}
		String token = this.json.readTree(answer.body()).path("access_token").asString("");
		if (token.isEmpty()) {
			throw new IOException("auth answered " + answer.statusCode() + " to the sign-in");
		}
		return token;
	}

	/** They sign in with a browser that nobody has seen, and auth announces it. */
	private int happen() throws IOException, InterruptedException {
		token();
		long version = System.nanoTime() / 1_000_000;
		return signIn("Mozilla/5.0 (X11; Linux x86_64; rv:" + version + ".0) Gecko/20100101 Firefox/" + version + ".0")
			.statusCode();
	}

	private HttpResponse<String> signIn(String device) throws IOException, InterruptedException {
		return post("/api/v1/signin", device, Map.of("email", this.site.email(), "password", this.site.password()));
	}

	private HttpResponse<String> post(String path, String device, Map<String, Object> body)
			throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(URI.create(this.site.auth() + path))
			.header("Content-Type", "application/json")
			.header("User-Agent", device)
			.timeout(PATIENCE)
			.POST(BodyPublishers.ofString(this.json.writeValueAsString(body)))
			.build(), BodyHandlers.ofString());
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/** Where the applications are, and who looks. */
	public record Site(String auth, String worker, String email, String password) {

		/** Without what is secret. */
		@Override
		public String toString() {
			return "Site[" + this.worker + "]";
		}

	}

}
