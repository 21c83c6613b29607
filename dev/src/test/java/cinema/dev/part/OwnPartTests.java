package cinema.dev.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;

import cinema.dev.machine.Ports;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.process.Application;
import cinema.dev.process.FakeApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Servers of ours that cannot start, each alone. */
@Timeout(120)
class OwnPartTests {

	@TempDir
	Path project;

	private final Ports ports = new Ports();

	@AfterEach
	void giveBack() {
		this.ports.close();
	}

	@Test
	void startsAndStopsTheEmbeddedBroker() {
		int port = this.ports.free();
		QpidPart broker = QpidPart.start(this.project, port);
		broker.close();
		assertThatNoException().as("ended twice").isThrownBy(broker::close);
		QpidPart.start(this.project, port).close();
	}

	@Test
	void noticesThatTheEmbeddedBrokerDidNotGetItsPort() throws Exception {
		int port = this.ports.free();
		FakeApplication.make(this.project, "auth", "ready");
		Application other = new Application(new RunFolder(this.project), "auth", port,
				Map.of("SERVER_PORT", Integer.toString(port)), () -> {
				});
		try {
			other.awaitReady();
			assertThatThrownBy(() -> QpidPart.start(this.project, port)).isInstanceOf(StackException.class);
		}
		finally {
			other.stop();
		}
	}

	@Test
	void saysWhyTemporalDoesNotStart() throws IOException {
		Path temporal = Files.writeString(this.project.resolve("temporal"), """
				#!/bin/sh
				echo "error: unable to open database file"
				exit 1
				""");
		Files.setPosixFilePermissions(temporal, PosixFilePermissions.fromString("rwxr-xr-x"));
		RunFolder folder = new RunFolder(this.project);
		Map<String, String> environment = Map.of("PATH", this.project.toString());
		assertThatThrownBy(() -> TemporalPart.start(folder, environment, this.ports)).isInstanceOf(StackException.class)
			.hasMessageContainingAll("Temporal ended with code 1", "unable to open database file");
	}

	@Test
	void saysAtOnceWhyPostgresDoesNotStartAndBeginsAnewOnHalfMadeData() throws IOException {
		RunFolder folder = new RunFolder(this.project);
		Path data = folder.data("postgres");
		// What somebody left who was killed while the data were made.
		Files.writeString(data.resolve("postgresql.conf"), "");
		PostgresPart.start(folder, Map.of(), this.ports).close();

		Files.writeString(data.resolve("postgresql.conf"), "impossible = yes\n");
		long start = System.nanoTime();
		assertThatThrownBy(() -> PostgresPart.start(folder, Map.of(), this.ports)).isInstanceOf(StackException.class)
			.hasMessageContainingAll("PostgreSQL did not start", "impossible");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
	}

	@Test
	void saysWhatIsWrongWithAGivenPart() {
		GivenPart part = new GivenPart("kafka", "", Map.of());
		assertThatThrownBy(() -> part.reachable("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:port", 9092))
			.hasMessage("SPRING_KAFKA_BOOTSTRAP_SERVERS has to be host:port, and is 127.0.0.1:port");
		assertThatThrownBy(() -> part.reachable("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1", this.ports.free()))
			.hasMessageContaining("nobody answers at 127.0.0.1:");
	}

}
