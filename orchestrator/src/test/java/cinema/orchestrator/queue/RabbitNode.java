package cinema.orchestrator.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import cinema.orchestrator.parts.AmqpBroker;
import com.rabbitmq.client.ConnectionFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A private node of an installed RabbitMQ, with a port mapper of its own. */
final class RabbitNode implements AutoCloseable {

	private final Path control;

	private final Map<String, String> settings;

	private final int port;

	private final Process node;

	private RabbitNode(Path control, Map<String, String> settings, int port, Process node) {
		this.control = control;
		this.settings = settings;
		this.port = port;
		this.node = node;
	}

	/** Starts one; the test is skipped with a line where there is no RabbitMQ. */
	static RabbitNode start() throws IOException {
		Path server = Stream.of("/usr/lib/rabbitmq/bin", "/usr/local/sbin", "/usr/sbin", "/opt/homebrew/sbin")
			.map((folder) -> Path.of(folder, "rabbitmq-server"))
			.filter(Files::isExecutable)
			.findFirst()
			.orElse(null);
		if (server == null) {
			System.out.println("Skipped: no rabbitmq-server");
			Assumptions.abort("no rabbitmq-server");
		}
		Path data = Files.createTempDirectory("rabbitmq");
		int port = freePort();
		Path configuration = Files.writeString(data.resolve("rabbitmq.conf"),
				"default_user = cinema\ndefault_pass = cinema\n");
		Path plugins = Files.writeString(data.resolve("plugins"), "[].\n");
		Map<String, String> settings = Map.ofEntries(Map.entry("HOME", data.toString()),
				Map.entry("RABBITMQ_NODENAME", "publisher@localhost"),
				Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"), Map.entry("RABBITMQ_NODE_PORT", "" + port),
				Map.entry("RABBITMQ_DIST_PORT", "" + freePort()), Map.entry("ERL_EPMD_PORT", "" + freePort()),
				Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"), Map.entry("RABBITMQ_MNESIA_BASE", data.toString()),
				Map.entry("RABBITMQ_LOG_BASE", data.toString()),
				Map.entry("RABBITMQ_PID_FILE", data.resolve("pid").toString()),
				Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString()),
				Map.entry("RABBITMQ_CONF_ENV_FILE", data.resolve("environment").toString()),
				Map.entry("RABBITMQ_CONFIG_FILE", configuration.toString()));
		RabbitNode node = new RabbitNode(server.resolveSibling("rabbitmqctl"), settings, port,
				run(settings, server.toString()));
		Awaitility.await().atMost(Duration.ofSeconds(90)).until(node::answers);
		return node;
	}

	private boolean answers() {
		ConnectionFactory factory = new ConnectionFactory();
		factory.setPort(this.port);
		factory.setUsername(AmqpBroker.USER);
		factory.setPassword(AmqpBroker.USER);
		try {
			factory.newConnection().close();
			return true;
		}
		catch (IOException | TimeoutException ex) {
			return false;
		}
	}

	private static Process run(Map<String, String> settings, String... command) {
		ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD);
		process.environment().putAll(settings);
		try {
			return process.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	/** Runs {@code rabbitmqctl}. */
	void control(String... arguments) {
		String[] command = Stream.concat(Stream.of(this.control.toString()), Stream.of(arguments))
			.toArray(String[]::new);
		int code = run(this.settings, command).onExit().join().exitValue();
		if (code != 0) {
			throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
		}
	}

	int port() {
		return this.port;
	}

	@Override
	public void close() {
		Stream.concat(this.node.descendants(), Stream.of(this.node.toHandle()))
			.toList()
			.forEach(ProcessHandle::destroy);
		this.node.onExit().join();
		run(this.settings, "epmd", "-kill").onExit().join();
	}

}
