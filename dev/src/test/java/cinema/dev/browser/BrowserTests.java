package cinema.dev.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/** The browser is what it says: its language, its size, its keys and its complaints. */
class BrowserTests {

	private static HttpServer server;

	private static String url;

	@BeforeAll
	static void serve() throws IOException {
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", BrowserTests::answer);
		server.start();
		url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
	}

	private static void answer(HttpExchange exchange) throws IOException {
		String body = """
				<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,">
				<meta name="viewport" content="width=device-width"></head>
				<body><main><h1>%s</h1><form><label>Name <input name="name"></label><button>Go</button></form>%s</main></body></html>"""
			.formatted(exchange.getRequestHeaders().getFirst("Accept-Language"),
					exchange.getRequestURI().getPath().equals("/bad")
							? "<img src='http://127.0.0.1:9/none'><table width='2000'><tr><td>wide</td></tr></table>"
							: "");
		exchange.getResponseHeaders().add("Content-Type", "text/html");
		exchange.getResponseHeaders().add("Content-Security-Policy", "default-src 'none'; img-src data:");
		exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/missing") ? 404 : 200, 0);
		try (exchange) {
			exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
		}
	}

	@AfterAll
	static void stop() {
		server.stop(0);
	}

	@Test
	void asksForItsLanguagesOnAWideScreen() {
		try (Browser browser = Browser.open(Screen.WIDE, "ru,en")) {
			browser.go(url + "missing");
			assertThat(browser.text()).startsWith("ru,en;q=0.9");
			assertThat(browser.driver().executeScript("return innerWidth")).isEqualTo(1280L);
			assertThat(browser.complaints()).isEmpty();
			assertThat(browser.barriers()).isEmpty();
			browser.screenshot("browser");
			assertThat(Path.of("target/screenshots/browser.png")).isNotEmptyFile();
		}
	}

	@Test
	void typesAndSubmitsOnATelephone() {
		try (Browser browser = Browser.open(Screen.PHONE, "en")) {
			browser.go(url);
			assertThat(browser.driver().executeScript("return innerWidth")).isEqualTo(390L);
			browser.tabTo("input");
			browser.press("Ann", Keys.ENTER);
			browser.await(() -> assertThat(browser.url()).endsWith("?name=Ann"));
			assertThat(browser.scrollsSideways()).isFalse();
		}
	}

	@Test
	void noticesABreachOfThePolicyABarrierAndAPageThatIsTooWide() {
		try (Browser browser = Browser.open(Screen.PHONE, "en")) {
			browser.go(url + "bad");
			assertThat(browser.complaints()).anyMatch((one) -> one.contains("Content Security Policy"));
			assertThat(browser.barriers()).anyMatch((one) -> one.startsWith("image-alt"));
			assertThat(browser.scrollsSideways()).isTrue();
		}
	}

}
