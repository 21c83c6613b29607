package cinema.dev.process;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import cinema.dev.machine.Ports;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.stub.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class ApplicationTests {

	@TempDir
	Path project;

	private final Ports ports = new Ports();

	private Application application;

	@AfterEach
	void stop() {
		if (this.application != null) {
			this.application.stop();
		}
		this.ports.close();
	}

	@Test
	void saysInItsOwnWordsWhyItEndedBeforeItWasReady() throws Exception {
		start("fails", this.ports.free());
		assertThatThrownBy(this.application::awaitReady).isInstanceOf(StackException.class)
			.hasMessageContainingAll("auth ended with code 1 before it was ready", "\n    Description:\n",
					"quiet-from has to be a time of the day", "\n    Action:\n    Correct what is named above.\n",
					"auth.log");
	}

	@Test
	void endsTheStartWhenItIsKilledMeanwhile() throws Exception {
		start("slow", this.ports.free());
		this.application.kill();
		assertThatThrownBy(this.application::awaitReady).hasMessageContaining("auth was killed before it was ready");
	}

	@Test
	void comesBackWhenItIsKilledLater() throws Exception {
		start("ready", this.ports.free());
		this.application.awaitReady();
		long first = this.application.pid();
		this.application.kill();
		this.application.awaitReady();
		assertThat(this.application.pid()).isNotEqualTo(first);
	}

	@Test
	void isLeftAloneWhenItNeverComesUpAgain() throws Exception {
		start("once", this.ports.free());
		this.application.awaitReady();
		this.application.kill();
		await().atMost(Duration.ofSeconds(40))
			.untilAsserted(() -> assertThatThrownBy(this.application::awaitReady)
				.hasMessageContainingAll("ended with code 1 before it was ready again", "Description:"));
	}

	@Test
	void believesNobodyElsesAnswer() throws Exception {
		try (StubServer other = new StubServer(0, (uri) -> Map.of("status", "UP"))) {
			start("slow", Integer.parseInt(other.url().replaceAll(".*:", "")));
			await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
			this.application.kill();
			assertThatThrownBy(this.application::awaitReady).hasMessageContaining("before it was ready");
		}
	}

	@Test
	void saysThatAJarIsBroken() throws Exception {
		FakeApplication.make(this.project, "auth", "ready");
		RunFolder folder = new RunFolder(this.project);
		Files.writeString(folder.jar("auth"), "no jar");
		this.application = new Application(folder, "auth", 1, Map.of(), () -> {
		});
		assertThatThrownBy(this.application::awaitReady).hasMessageContaining("Invalid or corrupt jarfile");
	}

	@Test
	void tellsItsOwnPortFromThatOfOthers() throws Exception {
		try (ServerSocket own = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			start("ready", this.ports.free());
			this.application.awaitReady();
			int port = Integer.parseInt(this.application.url().replaceAll(".*:", ""));
			assertThat(Listening.isBy(this.application.pid(), port)).isTrue();
			assertThat(Listening.isBy(this.application.pid(), own.getLocalPort())).isFalse();
			assertThat(Listening.isBy(ProcessHandle.current().pid(), own.getLocalPort())).isTrue();
			assertThat(Listening.isBy(ProcessHandle.current().pid(), port)).as("through its child").isTrue();
		}
	}

	private void start(String behaviour, int port) throws Exception {
		FakeApplication.make(this.project, "auth", behaviour);
		this.application = new Application(new RunFolder(this.project), "auth", port,
				Map.of("SERVER_PORT", Integer.toString(port)), () -> {
				});
	}

}
