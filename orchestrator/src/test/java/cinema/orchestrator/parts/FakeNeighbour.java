package cinema.orchestrator.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

/** An HTTP service that answers what it is told, and remembers what it was asked. */
public final class FakeNeighbour implements AutoCloseable {

	public final List<String> requests = new CopyOnWriteArrayList<>();

	public final List<String> tokens = new CopyOnWriteArrayList<>();

	private final Map<String, HttpHandler> answers = new ConcurrentHashMap<>();

	private final HttpServer server;

	public FakeNeighbour() {
		try {
			this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "stub");
			thread.setDaemon(true);
			return thread;
		}));
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** What to do when this part of a request's path and query is asked for. */
	public void on(String part, HttpHandler answer) {
		this.answers.put(part, answer);
	}

	public void on(String part, int status, String body) {
		on(part, (exchange) -> reply(exchange, status, body.getBytes(StandardCharsets.UTF_8)));
	}

	public static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
		exchange.sendResponseHeaders(status, (body.length > 0) ? body.length : -1);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	private void answer(HttpExchange exchange) throws IOException {
		String asked = exchange.getRequestURI().toString();
		this.requests.add(asked);
		this.tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
		HttpHandler answer = this.answers.entrySet()
			.stream()
			.filter((one) -> asked.contains(one.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse((one) -> reply(one, 200, "{\"items\": []}".getBytes(StandardCharsets.UTF_8)));
		answer.handle(exchange);
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
