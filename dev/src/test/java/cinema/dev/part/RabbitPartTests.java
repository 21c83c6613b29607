package cinema.dev.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import cinema.dev.machine.Console;
import cinema.dev.machine.Ports;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(180)
class RabbitPartTests {

	@TempDir
	Path project;

	@Test
	void goesOnUnderTheNameThatItsDataHave() throws IOException {
		assertThat(RabbitPart.nodeName(this.project)).isEqualTo("cinema@localhost");
		Files.writeString(this.project.resolve("cluster_nodes.config"),
				"{['cinema-35559@localhost'],['cinema-35559@localhost']}.\n");
		assertThat(RabbitPart.nodeName(this.project)).isEqualTo("cinema-35559@localhost");
	}

	/** In a folder whose name has all that shells and Erlang may stumble over. */
	@Test
	void keepsItsQueuesWhenThePortChanges() throws Exception {
		RunFolder folder = new RunFolder(this.project.resolve("a stack, ü 100%+"));
		try (Ports ports = new Ports()) {
			try (Part first = start(folder, ports); Connection connection = connect(first)) {
				connection.createChannel().queueDeclare("kept", true, false, false, null);
			}
			try (Part second = start(folder, ports); Connection connection = connect(second)) {
				assertThat(connection.createChannel().queueDeclarePassive("kept").getQueue()).isEqualTo("kept");
			}
		}
	}

	@Test
	void saysWhyTheServerDoesNotStart() throws IOException {
		RunFolder folder = new RunFolder(this.project);
		Files.writeString(folder.data("rabbitmq").resolve("environment"), "echo 'no memory is left'; exit 3\n");
		try (Ports ports = new Ports()) {
			assertThatThrownBy(() -> start(folder, ports)).isInstanceOf(StackException.class)
				.hasMessageContainingAll("RabbitMQ ended with code 3", "no memory is left", "rabbitmq.log");
		}
	}

	private static Part start(RunFolder folder, Ports ports) {
		Part part = RabbitPart.start(folder, Map.of(), ports);
		if (!part.kind().equals("node")) {
			part.close();
			Console.say("SKIPPED: rabbitmq-server is not installed");
			Assumptions.abort("no rabbitmq-server");
		}
		return part;
	}

	private static Connection connect(Part part) throws Exception {
		ConnectionFactory factory = new ConnectionFactory();
		factory.setHost("127.0.0.1");
		factory.setPort(Integer.parseInt(part.environment().get("SPRING_RABBITMQ_PORT")));
		factory.setUsername(part.environment().get("SPRING_RABBITMQ_USERNAME"));
		factory.setPassword(part.environment().get("SPRING_RABBITMQ_PASSWORD"));
		return factory.newConnection();
	}

}
