package cinema.dev.mailbox;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What pages of other sites can do with the mailbox, and links with its owner. */
class MailboxServerTests {

	@RegisterExtension
	private final RunningMailbox mailbox = new RunningMailbox();

	@ParameterizedTest
	@CsvSource({ "Origin, http://evil.example", "Origin, null", "Origin, http://127.0.0.1:1",
			"Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site" })
	void letsNoOtherSiteDeleteLetters(String header, String value) throws Exception {
		this.mailbox.deliver("ann@example.com", "one", "text");

		assertThat(this.mailbox.ask("DELETE", "/api/v1/messages", "", header, value).statusCode()).isEqualTo(403);
		assertThat(this.mailbox.ask("PUT", "/api/v1/messages", "{\"Read\":true}", header, value).statusCode())
			.isEqualTo(403);
		assertThat(this.mailbox.get("/api/v1/messages").path("unread").asInt()).isEqualTo(1);
	}

	@Test
	void letsItsOwnPageDeleteLettersAndOthersLinkToIt() throws Exception {
		this.mailbox.deliver("ann@example.com", "one", "text");

		assertThat(this.mailbox
			.ask("GET", "/", "", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
					"document")
			.statusCode()).isEqualTo(200);
		assertThat(this.mailbox.ask("GET", "/api/v1/messages", "", "Sec-Fetch-Site", "cross-site").statusCode())
			.isEqualTo(403);
		assertThat(this.mailbox
			.ask("DELETE", "/api/v1/messages", "", "Origin", this.mailbox.url(), "Sec-Fetch-Site", "same-origin")
			.statusCode()).isEqualTo(200);
		assertThat(this.mailbox.mailbox().letters()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host: evil.example", "Host: 127.0.0.1.evil.example", "Host: localhost.evil.example:8025",
			"X: y" })
	void answersToNamesOfThisMachineOnly(String header) throws Exception {
		assertThat(this.mailbox.raw("GET /api/v1/messages HTTP/1.0\r\n" + header)).contains(" 403 ");
		assertThat(this.mailbox.raw("GET /api/v1/messages HTTP/1.0\r\nHost: localhost:8025")).contains(" 200 ");
	}

	@Test
	void checksALinkByHeadOnThisMachineOnly() throws Exception {
		List<String> asked = new CopyOnWriteArrayList<>();
		HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		site.createContext("/", (exchange) -> {
			asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
			exchange.getResponseHeaders().set("Location", "/elsewhere");
			exchange.sendResponseHeaders(302, -1);
			exchange.close();
		});
		site.start();
		String link = "http://127.0.0.1:" + site.getAddress().getPort() + "/s/x";
		try {
			assertThat(check(link)).contains("\"StatusCode\":302", "/elsewhere");
			assertThat(asked).containsExactly("HEAD /s/x");
			assertThat(check("https://cinema.example/")).contains("\"StatusCode\":0", "not on this machine");
			assertThat(check("http://127.0.0.1@cinema.example/")).contains("not on this machine");
			assertThat(check("file:///etc/passwd")).contains("not on this machine");
			assertThat(check("http://a b/")).contains("no address of a page");
		}
		finally {
			site.stop(0);
		}
		assertThat(check(link)).contains("nobody answers");
	}

	private String check(String link) throws Exception {
		return this.mailbox.ask("POST", "/links/check", "{\"URL\":\"" + link + "\"}").body();
	}

}
