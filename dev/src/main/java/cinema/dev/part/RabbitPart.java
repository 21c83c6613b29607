package cinema.dev.part;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import cinema.dev.machine.Ports;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.process.OwnProcess;
import com.rabbitmq.client.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * A private RabbitMQ node of an installed rabbitmq-server; nothing of it is seen by
 * another node.
 */
public final class RabbitPart implements Part {

	private static final List<String> FOLDERS = List.of("/usr/lib/rabbitmq/bin", "/usr/local/sbin", "/usr/sbin",
			"/opt/homebrew/sbin");

	private static final Pattern NODE = Pattern.compile("cinema[-0-9]*@localhost");

	private final Path server;

	private final RunFolder folder;

	private final Map<String, String> settings;

	private final int port;

	private final String password;

	private volatile OwnProcess node;

	private RabbitPart(Path server, RunFolder folder, Map<String, String> settings, int port, String password) {
		this.server = server;
		this.folder = folder;
		this.settings = settings;
		this.port = port;
		this.password = password;
		this.node = launch();
	}

	private OwnProcess launch() {
		return OwnProcess.start(List.of(this.server.toString()), this.settings, this.folder.log("rabbitmq"));
	}

	public static Part start(RunFolder folder, Map<String, String> environment, Ports ports) {
		String given = environment.getOrDefault("SPRING_RABBITMQ_HOST", "");
		if (!given.isEmpty()) {
			int port = Integer.parseInt(environment.getOrDefault("SPRING_RABBITMQ_PORT", "5672"));
			Map<String, String> passed = new HashMap<>(environment);
			passed.keySet().removeIf((name) -> !name.startsWith("SPRING_RABBITMQ_"));
			return new GivenPart("rabbitmq", given + ":" + port, passed).reachable("SPRING_RABBITMQ_HOST", given, port);
		}
		Path server = find();
		return ports.start("rabbitmq", (turn) -> {
			int port = turn.choose("rabbitmq", 5672);
			return (server != null) ? node(folder, server, port, turn) : QpidPart.start(folder.data("qpid"), port);
		});
	}

	private static @Nullable Path find() {
		return FOLDERS.stream()
			.map((folder) -> Path.of(folder, "rabbitmq-server"))
			.filter(Files::isExecutable)
			.findFirst()
			.orElse(null);
	}

	private static RabbitPart node(RunFolder folder, Path server, int port, Ports ports) {
		Path data = folder.data("rabbitmq");
		String password = folder.secret("rabbitmq");
		Map<String, String> settings = new HashMap<>();
		settings.put("HOME", data.toString());
		settings.put("RABBITMQ_NODENAME", nodeName(data.resolve("mnesia/node")));
		settings.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
		settings.put("RABBITMQ_NODE_PORT", Integer.toString(port));
		settings.put("RABBITMQ_DIST_PORT", Integer.toString(ports.free()));
		settings.put("ERL_EPMD_PORT", Integer.toString(ports.free()));
		settings.put("ERL_EPMD_ADDRESS", "127.0.0.1");
		settings.put("RABBITMQ_MNESIA_BASE", data.resolve("mnesia").toString());
		settings.put("RABBITMQ_MNESIA_DIR", data.resolve("mnesia/node").toString());
		settings.put("RABBITMQ_LOG_BASE", data.resolve("log").toString());
		settings.put("RABBITMQ_PID_FILE", data.resolve("pid").toString());
		settings.put("RABBITMQ_ENABLED_PLUGINS_FILE", data.resolve("plugins").toString());
		settings.put("RABBITMQ_CONF_ENV_FILE", data.resolve("environment").toString());
		settings.put("RABBITMQ_CONFIG_FILE", configuration(data, password).toString());
		settings.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
				// Else a node that is ended while it starts leaves a dump in the folder
				// of whoever ended it.
				"+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none -mnesia core_dir false");
		RabbitPart part = new RabbitPart(server, folder, settings, port, password);
		part.awaitReady();
		return part;
	}

	/**
	 * Data belong to a node by its name: that of the folder, whatever it was called when
	 * it was made. Others never meet it, since it has a port mapper of its own.
	 */
	static String nodeName(Path data) {
		try {
			Path cluster = data.resolve("cluster_nodes.config");
			Matcher known = NODE.matcher(Files.exists(cluster) ? Files.readString(cluster) : "");
			return known.find() ? known.group() : "cinema@localhost";
		}
		catch (IOException ex) {
			throw RunFolder.trouble(data, ex);
		}
	}

	private static Path configuration(Path data, String password) {
		try {
			Path file = data.resolve("rabbitmq.conf");
			Files.writeString(file, """
					default_user = cinema
					default_pass = %s
					loopback_users.cinema = true
					vm_memory_high_watermark.absolute = 1GB
					disk_free_limit.absolute = 200MB
					""".formatted(password));
			Files.writeString(data.resolve("plugins"), "[].\n");
			return file;
		}
		catch (IOException ex) {
			throw RunFolder.trouble(data, ex);
		}
	}

	@Override
	public void revive() {
		this.node = launch();
		awaitReady();
	}

	/** Only our node knows our password. */
	private void awaitReady() {
		try {
			this.node.awaitReady("RabbitMQ", this.folder.log("rabbitmq"), this::answers);
		}
		catch (StackException ex) {
			close();
			throw ex;
		}
	}

	private boolean answers() {
		ConnectionFactory factory = new ConnectionFactory();
		factory.setHost("127.0.0.1");
		factory.setPort(this.port);
		factory.setUsername("cinema");
		factory.setPassword(this.password);
		try {
			factory.newConnection().close();
			return true;
		}
		catch (IOException | TimeoutException ex) {
			return false;
		}
	}

	@Override
	public String name() {
		return "rabbitmq";
	}

	@Override
	public String kind() {
		return "node";
	}

	@Override
	public String describe() {
		return "private node of rabbitmq-server, 127.0.0.1:" + this.port;
	}

	@Override
	public Map<String, String> environment() {
		return Map.of("SPRING_RABBITMQ_HOST", "127.0.0.1", "SPRING_RABBITMQ_PORT", Integer.toString(this.port),
				"SPRING_RABBITMQ_USERNAME", "cinema", "SPRING_RABBITMQ_PASSWORD", this.password);
	}

	/**
	 * The script, the virtual machine of the node, and the port mapper that it started
	 * for itself.
	 */
	@Override
	public Map<String, Long> pids() {
		Map<String, Long> pids = new HashMap<>();
		pids.put("rabbitmq", this.node.pid());
		ProcessHandle.of(this.node.pid())
			.ifPresent((script) -> script.descendants()
				.filter((one) -> one.info().command().orElse("").contains("beam"))
				.findFirst()
				.ifPresent((beam) -> pids.put("rabbitmq", beam.pid())));
		portMapper().ifPresent((mapper) -> pids.put("epmd", mapper.pid()));
		return pids;
	}

	private Optional<ProcessHandle> portMapper() {
		return ours().filter((one) -> one.info().command().orElse("").endsWith("epmd")).findFirst();
	}

	/**
	 * What has our port of the port mapper in its environment, whoever its parent is now.
	 */
	private Stream<ProcessHandle> ours() {
		String port = "ERL_EPMD_PORT=" + this.settings.getOrDefault("ERL_EPMD_PORT", "none") + "\0";
		return ProcessHandle.allProcesses().filter((one) -> environmentOf(one).contains(port));
	}

	private static String environmentOf(ProcessHandle process) {
		try {
			return Files.readString(Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			return "";
		}
	}

	@Override
	public void close() {
		ProcessHandle.of(pids().getOrDefault("rabbitmq", -1L)).ifPresent(ProcessHandle::destroy);
		this.node.end(20);
		// The port mapper, and a node that has lost its script while it started.
		ours().forEach(ProcessHandle::destroyForcibly);
	}

}
