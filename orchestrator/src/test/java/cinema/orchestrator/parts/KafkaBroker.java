package cinema.orchestrator.parts;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real Kafka broker in this process. */
public final class KafkaBroker {

	private KafkaBroker() {
	}

	/** Starts a broker that ends with the process; returns its address. */
	public static String start() {
		try {
			Path data = Files.createTempDirectory("kafka");
			int port = freePort();
			Properties settings = settings(data, port, freePort());
			format(data);
			new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM).startup();
			return "127.0.0.1:" + port;
		}
		catch (Exception ex) {
			throw new IllegalStateException("Kafka did not start", ex);
		}
	}

	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Properties settings(Path data, int port, int controllerPort) {
		Properties settings = new Properties();
		settings.put("process.roles", "broker,controller");
		settings.put("node.id", "1");
		settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
		settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
		settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
		settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
		settings.put("inter.broker.listener.name", "PLAINTEXT");
		settings.put("controller.listener.names", "CONTROLLER");
		settings.put("log.dirs", data.toString());
		settings.put("offsets.topic.replication.factor", "1");
		settings.put("offsets.topic.num.partitions", "1");
		settings.put("transaction.state.log.replication.factor", "1");
		settings.put("transaction.state.log.min.isr", "1");
		settings.put("group.initial.rebalance.delay.ms", "0");
		return settings;
	}

	private static void format(Path data) throws Exception {
		Formatter formatter = new Formatter();
		formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
		formatter.setClusterId(Uuid.randomUuid().toString())
			.setNodeId(1)
			.addDirectory(data.toString())
			.setMetadataLogDirectory(data.toString())
			.setControllerListenerName("CONTROLLER")
			.run();
	}

}
