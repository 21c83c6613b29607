package cinema.dev.part;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import cinema.dev.machine.Ports;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real Kafka broker in this process, with a durable log. */
public final class KafkaPart implements Part {

	public static final String TOPIC = "notifications.events";

	private final String address;

	private final KafkaRaftServer server;

	private KafkaPart(String address, KafkaRaftServer server) {
		this.address = address;
		this.server = server;
	}

	public static Part start(RunFolder folder, Map<String, String> environment, Ports ports) {
		String given = environment.getOrDefault("SPRING_KAFKA_BOOTSTRAP_SERVERS", "");
		if (!given.isEmpty()) {
			return new GivenPart("kafka", given, Map.of("SPRING_KAFKA_BOOTSTRAP_SERVERS", given))
				.reachable("SPRING_KAFKA_BOOTSTRAP_SERVERS", given.split(",")[0], 9092);
		}
		Path data = folder.data("kafka");
		return ports.start("kafka", (turn) -> patiently(data, turn.choose("kafka", 9092), turn.free()));
	}

	/**
	 * In another thread, since a broker that is interrupted while it starts ends badly.
	 */
	private static KafkaPart patiently(Path data, int port, int controllerPort) {
		try {
			return CompletableFuture.supplyAsync(() -> embedded(data, port, controllerPort)).join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof StackException told) ? told : ex;
		}
	}

	/** Starts a broker on this data; its topics are there when this returns. */
	public static KafkaPart embedded(Path data, int port, int controllerPort) {
		Properties settings = settings(data, port, controllerPort);
		try {
			if (!Files.exists(data.resolve("meta.properties"))) {
				format(data);
			}
			KafkaPart part = new KafkaPart("127.0.0.1:" + port,
					new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM));
			part.startUp();
			return part;
		}
		catch (Exception ex) {
			throw new StackException("Kafka did not start: " + ex.getMessage(), ex);
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
		// Several are separated by commas; that of the project may have one.
		settings.put("log.dirs", RunFolder.fromHere(data).toString());
		settings.put("log.retention.hours", "168");
		settings.put("num.partitions", "4");
		settings.put("offsets.topic.replication.factor", "1");
		settings.put("offsets.topic.num.partitions", "4");
		settings.put("transaction.state.log.replication.factor", "1");
		settings.put("transaction.state.log.num.partitions", "4");
		settings.put("transaction.state.log.min.isr", "1");
		settings.put("group.initial.rebalance.delay.ms", "0");
		settings.put("broker.heartbeat.interval.ms", "1000");
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
			.setIgnoreFormatted(true)
			.run();
	}

	private void startUp() throws InterruptedException, ExecutionException {
		try {
			this.server.startup();
			createTopics();
		}
		catch (RuntimeException | InterruptedException | ExecutionException ex) {
			this.server.shutdown();
			throw ex;
		}
	}

	private void createTopics() throws InterruptedException, ExecutionException {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", this.address))) {
			admin.createTopics(List.of(new NewTopic(TOPIC, 4, (short) 1), new NewTopic(TOPIC + ".dead", 4, (short) 1)))
				.all()
				.get();
		}
		catch (ExecutionException ex) {
			if (!(ex.getCause() instanceof TopicExistsException)) {
				throw ex;
			}
		}
	}

	@Override
	public String name() {
		return "kafka";
	}

	@Override
	public String kind() {
		return "embedded";
	}

	@Override
	public String describe() {
		return "embedded, " + this.address;
	}

	@Override
	public Map<String, String> environment() {
		return Map.of("SPRING_KAFKA_BOOTSTRAP_SERVERS", this.address);
	}

	@Override
	public void close() {
		this.server.shutdown();
		this.server.awaitShutdown();
	}

}
