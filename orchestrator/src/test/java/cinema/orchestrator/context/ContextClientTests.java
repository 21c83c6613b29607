package cinema.orchestrator.context;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import cinema.platform.outbound.ServiceEntry;
import cinema.orchestrator.parts.FakeNeighbour;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(20)
class ContextClientTests {

	private final FakeNeighbour films = new FakeNeighbour();

	private final FakeNeighbour other = new FakeNeighbour();

	private final ContextClient client = client(this.films.url() + "/base/", this.other.url());

	@AfterEach
	void close() {
		this.client.close();
		this.films.close();
		this.other.close();
	}

	@Test
	void asksTheServiceByItsNameWithItsOwnTokenOnly() {
		this.films.on("/base/api/v1/movies/?new=True", 200, "{\"title\": \"Solaris\"}");
		this.other.on("/", 200, "[]");

		assertThat(this.client.fetch("http://films/api/v1/movies/?new=True").get("title").asString())
			.isEqualTo("Solaris");
		this.client.fetch("http://other/x");

		assertThat(this.films.tokens).containsExactly("Bearer films-secret");
		assertThat(this.other.tokens).containsExactly("null");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0.0.0.0/",
			"http://169.254.169.254/latest", "http://[::ffff:7f00:1]/", "http://2130706433/", "http://0x7f.1/",
			"http://127.1/", "file:///etc/passwd", "ftp://films/", "gopher://films/", "jar:http://films/!/",
			"//films/x", "films/x", "", "http:///x", "http://films@evil/", "http://films:secret@films/",
			"http://films.evil/", "http://evil#@films/", "http://films#x", "http://films:22/", "http://films\\@evil/",
			"http://films/%2e%2e/x", "http://films/../x", "http://films/a/./b", "http://films/a;b=c",
			"http://films/a%2fb", "http://films/a%5cb", "http://films//evil", "http://films./x", "http://FILMS/x",
			"http://fi\u04CFms/x", "http://films/a b", "http://evil/" })
	void dialsNothingThatIsNoConfiguredName(String url) {
		assertThatThrownBy(() -> this.client.fetch(url)).isInstanceOfSatisfying(ApplicationFailure.class, (failure) -> {
			assertThat(failure.getType()).isEqualTo("URL_FORBIDDEN");
			assertThat(failure.isNonRetryable()).isTrue();
		});
		assertThat(this.films.requests).isEmpty();
		assertThat(this.other.requests).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			400 | {}            | CONTEXT_REFUSED
			401 | {}            | CONTEXT_REFUSED
			404 | {}            | CONTEXT_REFUSED
			204 | ``            | CONTEXT_REFUSED
			200 | <html></html> | CONTEXT_INVALID
			200 | {"a":         | CONTEXT_INVALID
			200 | ``            | CONTEXT_INVALID
			""")
	void givesUpWhatWillNeverBeAnswered(int status, String body, String type) {
		this.films.on("/x", status, body);

		assertThatThrownBy(() -> this.client.fetch("http://films/x")).isInstanceOfSatisfying(ApplicationFailure.class,
				(failure) -> assertThat(failure.getType()).isEqualTo(type));
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 425, 429, 500, 502, 503 })
	void letsTroubleThatMayPassBeTriedAgain(int status) {
		this.films.on("/x", status, "{}");

		assertThat(catchThrowable(() -> this.client.fetch("http://films/x"))).isNotInstanceOf(ApplicationFailure.class)
			.hasMessage("films answered " + status);
	}

	@Test
	void followsNoRedirect() {
		this.films.on("/x", (exchange) -> {
			exchange.getResponseHeaders().set("Location", this.other.url() + "/secret");
			FakeNeighbour.reply(exchange, 302, new byte[0]);
		});

		assertThatThrownBy(() -> this.client.fetch("http://films/x")).hasMessageContaining("302");
		assertThat(this.other.requests).isEmpty();
	}

	@Test
	void readsNoMoreThanItMay() throws IOException {
		byte[] bomb = zipped(50 * 1024 * 1024);
		this.films.on("/large", 200, "\"" + "x".repeat(1024 * 1024) + "\"");
		this.films.on("/bomb", (exchange) -> {
			exchange.getResponseHeaders().set("Content-Encoding", "gzip");
			FakeNeighbour.reply(exchange, 200, bomb);
		});
		this.films.on("/endless", (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			writeForEver(exchange.getResponseBody());
		});

		for (String path : new String[] { "large", "bomb", "endless" }) {
			assertThatThrownBy(() -> this.client.fetch("http://films/" + path))
				.hasMessageContaining("answered more than");
		}
	}

	@Test
	void waitsNoLongerThanItMayForATrickle() {
		this.films.on("/x", (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			trickle(exchange.getResponseBody());
		});

		assertThat(catchThrowable(() -> this.client.fetch("http://films/x"))).isNotInstanceOf(ApplicationFailure.class)
			.hasMessageContaining("films did not answer");
	}

	@Test
	void waitsNoLongerThanItMayForATrickleOfHeaders() throws IOException {
		try (ServerSocket server = new ServerSocket(0)) {
			Thread answering = new Thread(() -> {
				try (Socket socket = server.accept()) {
					socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
					trickle(socket.getOutputStream());
				}
				catch (IOException ex) {
					// The client has gone, as it should.
				}
			});
			answering.setDaemon(true);
			answering.start();
			ContextClient slow = client("http://127.0.0.1:" + server.getLocalPort(), this.other.url());

			assertThatThrownBy(() -> slow.fetch("http://films/x")).hasMessageContaining("films did not answer");
			slow.close();
		}
	}

	@Test
	void letsAServiceThatIsDownBeTriedAgain() {
		this.films.close();

		assertThat(catchThrowable(() -> this.client.fetch("http://films/x"))).isNotInstanceOf(ApplicationFailure.class);
	}

	@Test
	void asksNothingBesideThePathsOfAService() {
		this.films.on("/base/api/v1/movies", 200, "{}");
		ContextClient narrow = client(Map.of("films",
				new ServiceEntry(URI.create(this.films.url() + "/base"), "films-secret", List.of("/api/v1/movies/"))));

		narrow.fetch("http://films/api/v1/movies");
		narrow.fetch("http://films/api/v1/movies/7?x=/api/v1/movies");
		for (String url : List.of("http://films/api/v1/movies-of-others", "http://films/api/v1", "http://films/",
				"http://films?x=/api/v1/movies", "http://films/API/v1/movies")) {
			assertThatThrownBy(() -> narrow.fetch(url)).hasMessageContaining("cinema.context.services.films.paths");
		}

		assertThat(this.films.requests).hasSize(2);
		narrow.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.0/8", "127.0.0.1/32" })
	void dialsNoAddressThatIsForbiddenWhateverTheName(String network) {
		ContextClient fenced = new ContextClient(new ContextProperties(
				Map.of("films", new ServiceEntry(URI.create(this.films.url()), null, List.of())), Duration.ofSeconds(2),
				Duration.ofSeconds(2), Duration.ofSeconds(2), DataSize.ofMegabytes(1), List.of(network)));

		assertThatThrownBy(() -> fenced.fetch("http://films/x"))
			.hasStackTraceContaining("has no address that may be dialled");

		assertThat(this.films.requests).isEmpty();
		fenced.close();
	}

	private static ContextClient client(String films, String other) {
		return client(Map.of("films", new ServiceEntry(URI.create(films), "films-secret", List.of("/")), "other",
				new ServiceEntry(URI.create(other), null, List.of())));
	}

	private static ContextClient client(Map<String, ServiceEntry> services) {
		return new ContextClient(new ContextProperties(services, Duration.ofSeconds(2), Duration.ofSeconds(2),
				Duration.ofMillis(2500), DataSize.ofMegabytes(1), List.of()));
	}

	private static byte[] zipped(int size) throws IOException {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (OutputStream out = new GZIPOutputStream(zipped)) {
			out.write(new byte[size]);
		}
		return zipped.toByteArray();
	}

	private static void writeForEver(OutputStream out) throws IOException {
		byte[] block = new byte[64 * 1024];
		while (true) {
			out.write(block);
		}
	}

	private static void trickle(OutputStream out) throws IOException {
		try {
			while (true) {
				out.write('x');
				out.flush();
				Thread.sleep(100);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
