package cinema.auth;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import cinema.auth.token.Keys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A process of its own with little heap, while everybody signs in at once. */
class SmallHeapIntegrationTests extends AuthTest {

	private static final int CALLS = 500;

	@Autowired
	private Environment environment;

	@TempDir
	private Path folder;

	private final HttpClient http = HttpClient.newHttpClient();

	@Test
	void outlivesFiveHundredSignInsAtOnce() throws Exception {
		String email = newEmail();
		signUp(email);
		int port = freePort();
		Process process = start(port);
		try {
			await().atMost(Duration.ofMinutes(2)).until(() -> process.isAlive() && answers(port));

			// On a machine that is busy otherwise the connector gives up some that wait.
			List<HttpResponse<String>> answers = IntStream.range(0, CALLS)
				.mapToObj((number) -> signIn(port, (number % 2 == 0) ? "nobody-" + number + "@example.com" : email)
					.exceptionally((brokenOff) -> null))
				.toList()
				.stream()
				.map(CompletableFuture::join)
				.filter(Objects::nonNull)
				.toList();
			assertThat(answers).hasSizeGreaterThan(CALLS / 2);

			Map<Integer, Long> statuses = answers.stream()
				.collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
			assertThat(statuses).containsKeys(401, 503);
			assertThat(List.of(200, 401, 429, 503)).containsAll(statuses.keySet());
			assertThat(answers).filteredOn((one) -> one.statusCode() == 503)
				.allSatisfy((one) -> assertThat(one.headers().firstValue("Retry-After")).contains("5"));
			assertThat(process.isAlive()).isTrue();
			assertThat(answers(port)).isTrue();
			assertThat(Files.readString(this.folder.resolve("log"))).doesNotContain("OutOfMemoryError");
		}
		finally {
			process.destroy();
			process.waitFor(20, TimeUnit.SECONDS);
			process.destroyForcibly();
		}
	}

	private Process start(int port) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		return new ProcessBuilder(java, "-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-cp",
				System.getProperty("java.class.path"), AuthApplication.class.getName(), "--server.port=" + port,
				"--server.forward-headers-strategy=native", "--spring.kafka.bootstrap-servers=127.0.0.1:1",
				"--spring.datasource.username=postgres",
				"--spring.datasource.url=" + this.environment.getRequiredProperty("spring.datasource.url"),
				"--cinema.token.private-key=" + Keys.pem(SIGNING.getPrivate()))
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("log").toFile())
			.start();
	}

	private CompletableFuture<HttpResponse<String>> signIn(int port, String email) {
		return this.http.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/signin"))
			.header("Content-Type", "application/json")
			.header("X-Forwarded-For", newAddress())
			.timeout(Duration.ofMinutes(2))
			.POST(BodyPublishers.ofString("{\"email\": \"" + email + "\", \"password\": \"correct horse\"}"))
			.build(), BodyHandlers.ofString());
	}

	private boolean answers(int port) {
		try {
			return this.http
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
					.build(), BodyHandlers.discarding())
				.statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
