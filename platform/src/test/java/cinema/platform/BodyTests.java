package cinema.platform;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that are larger than anybody may send. */
@TestPropertySource(properties = { "cinema.body.largest=2KB", "cinema.body.paths[/api/v1/orders]=1KB",
		"server.tomcat.max-http-form-post-size=1KB", "server.tomcat.connection-timeout=1s" })
class BodyTests extends ShopTest {

	private static final String POST = "POST %s HTTP/1.1\r\nHost: shop\r\nContent-Type: %s\r\n%s\r\n\r\n";

	private static final String JSON = "application/json";

	/** Nothing of it comes, and still there is an answer. */
	@Test
	void refusesWhatIsAnnouncedWithoutReadingIt() {
		String answer = raw(POST.formatted("/api/v1/orders", JSON, "Content-Length: 100000000"));

		assertThat(answer).startsWith("HTTP/1.1 413")
			.contains("application/problem+json", "\"field\":\"body\"", "is larger than 1KB", "Connection: close");
		assertThat(raw(POST.formatted("/api/v1/nowhere", JSON, "Content-Length: 2049"))).startsWith("HTTP/1.1 413");
	}

	@Test
	void asksNobodyForTheRestOfWhatIsTooLarge() {
		assertThat(raw(POST.formatted("/api/v1/orders", JSON, "Expect: 100-continue\r\nContent-Length: 5000")))
			.startsWith("HTTP/1.1 413");
	}

	@Test
	void cutsOffWhatAnnouncesNoLength() {
		String chunked = POST.formatted("/api/v1/orders", JSON, "Transfer-Encoding: chunked\r\nConnection: close");

		assertThat(raw(chunked + chunks("{\"other\": \"" + "x".repeat(1100)))).startsWith("HTTP/1.1 413")
			.contains("is larger than 1KB");
		assertThat(raw(chunked + chunks("{\"name\": \"a\"}") + "0\r\n\r\n")).startsWith("HTTP/1.1 200");
	}

	@Test
	void cutsOffFormsToo() {
		String form = POST.formatted("/page", "application/x-www-form-urlencoded",
				"Transfer-Encoding: chunked\r\nConnection: close");

		assertThat(raw(form + chunks("code=" + "x".repeat(1100)) + "0\r\n\r\n")).startsWith("HTTP/1.1 413");
	}

	/** However a path is written, it is the same one for the controllers. */
	@Test
	void matchesAPathAsTheControllersDo() {
		for (String path : new String[] { "/api/v1/%6Frders", "/api/v1/%6f%72ders",
				"/api/v1/orders?a=/api/v1/films" }) {
			assertThat(raw(POST.formatted(path, JSON, "Content-Length: 1025"))).as(path).startsWith("HTTP/1.1 413");
		}
	}

	@Test
	void takesWhatIsSmallEnough() {
		String fits = "{\"other\": \"" + "x".repeat(1024 - 13) + "\"}";
		assertThat(fits).hasSize(1024);

		HttpResponse<String> taken = call("POST", "/api/v1/orders", fits);
		assertThat(taken.statusCode()).isEqualTo(200);
		assertThat(call("POST", "/api/v1/orders", fits + " ").statusCode()).isEqualTo(413);
	}

	private static String chunks(String body) {
		return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
	}

}
