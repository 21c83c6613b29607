package cinema.dev.stub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

import cinema.dev.machine.StackException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** A small HTTP service that answers GET with JSON, or with a file. */
public class StubServer implements AutoCloseable {

	/** What an answer has that is a file. */
	static final String FILE = "file";

	private final JsonMapper json = JsonMapper.builder().build();

	private final ExecutorService threads = Executors.newFixedThreadPool(4, (task) -> {
		Thread thread = new Thread(task, "stub");
		thread.setDaemon(true);
		return thread;
	});

	private final HttpServer server;

	private final Function<URI, Map<String, ?>> answers;

	/**
	 * Listens on the loopback interface.
	 * @param answers URL to JSON object; an empty one is a 404
	 */
	public StubServer(int port, Function<URI, Map<String, ?>> answers) {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		}
		catch (IOException ex) {
			throw new StackException("Nobody can listen on port " + port + ": " + ex.getMessage(), ex);
		}
		this.answers = answers;
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			Map<String, ?> answer = this.answers.apply(exchange.getRequestURI());
			StubFile file = (answer.get(FILE) instanceof StubFile one) ? one : new StubFile("application/json",
					this.json.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8));
			byte[] body = file.bytes();
			exchange.getResponseHeaders().set("Content-Type", file.type());
			exchange.sendResponseHeaders(answer.isEmpty() ? 404 : 200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	/** The parameters of a query; of several with one name the last one counts. */
	static Map<String, String> query(URI uri) {
		String query = uri.getQuery();
		return (query == null) ? Map.of() : java.util.Arrays.stream(query.split("&"))
			.map((one) -> one.split("=", 2))
			.collect(Collectors.toMap((one) -> one[0], (one) -> (one.length > 1) ? one[1] : "", (first, last) -> last));
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
