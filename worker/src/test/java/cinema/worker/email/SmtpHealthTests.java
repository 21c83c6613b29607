package cinema.worker.email;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.assertj.core.api.Assertions.assertThat;

class SmtpHealthTests {

	@Test
	void isUpWhenTheServerGreets() throws Exception {
		assertThat(greetedWith("220 mail.example.com ESMTP\r\n").getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void isDownWhenTheServerTakesNobody() throws Exception {
		assertThat(greetedWith("554 no service here\r\n").getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void isDownWhenNobodyListens() throws Exception {
		int port;
		try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = closed.getLocalPort();
		}
		Health health = health(port);

		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("error", "ConnectException");
	}

	private static Health greetedWith(String greeting) throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Void> greeted = CompletableFuture.runAsync(() -> greet(server, greeting));
			Health health = health(server.getLocalPort());
			greeted.join();
			return health;
		}
	}

	private static void greet(ServerSocket server, String greeting) {
		try (Socket client = server.accept()) {
			client.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
			client.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Health health(int port) {
		JavaMailSenderImpl mail = EmailSettings.server(port);
		return new SmtpHealth(
				EmailSettings.providers(mail, EmailSettings.properties(), new SimpleMeterRegistry(), Clock.systemUTC()),
				Clock.systemUTC())
			.health();
	}

}
