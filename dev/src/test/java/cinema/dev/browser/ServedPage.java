package cinema.dev.browser;

import java.io.IOException;
import java.net.InetSocketAddress;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/** A page of a test's own in a browser, with the server that it comes from. */
final class ServedPage implements AutoCloseable {

	private final Browser browser;

	private final HttpServer server;

	private ServedPage(Browser browser, HttpServer server) {
		this.browser = browser;
		this.server = server;
	}

	/**
	 * Starts both; the test is skipped with a line where there is no Chromium.
	 * @param answer to whatever is asked for
	 */
	static ServedPage open(HttpHandler answer) throws IOException {
		Browser browser = Browser.open(Screen.WIDE, "en");
		HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		server.createContext("/", answer);
		server.start();
		return new ServedPage(browser, server);
	}

	static void reply(HttpExchange exchange, String type, byte[] body) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", type);
		exchange.sendResponseHeaders(200, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	/** Where it is, without a slash at its end. */
	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	Browser browser() {
		return this.browser;
	}

	Object run(String script) {
		return this.browser.driver().executeScript(script);
	}

	/** Waits until an expression of the page has this value. */
	void awaits(String expression, Object value) {
		this.browser.await(() -> assertThat(run("return " + expression)).isEqualTo(value));
	}

	@Override
	public void close() {
		this.browser.close();
		this.server.stop(0);
	}

}
