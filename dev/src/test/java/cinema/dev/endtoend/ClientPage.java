package cinema.dev.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** The smallest OAuth client: a page at another server that shows what came back. */
public final class ClientPage {

	private final HttpServer server;

	ClientPage() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/callback", ClientPage::answer);
		this.server.start();
	}

	/** Another host than auth's, so that a browser takes it for another site. */
	public String url() {
		return "http://localhost:" + this.server.getAddress().getPort() + "/callback";
	}

	private static void answer(HttpExchange exchange) throws IOException {
		byte[] page = ("<!doctype html><link rel=icon href='data:,'><title>Films</title><p>Back at the films: "
				+ exchange.getRequestURI().getRawQuery().replaceAll("[^\\w=-]", " "))
			.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
		exchange.sendResponseHeaders(200, page.length);
		try (exchange) {
			exchange.getResponseBody().write(page);
		}
	}

}
