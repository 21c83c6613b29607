package cinema.dev.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import cinema.dev.machine.Ports;
import cinema.dev.machine.RunFolder;
import cinema.dev.mailbox.Mailbox;
import cinema.dev.part.KafkaPart;
import cinema.dev.process.OwnProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.awaitility.Awaitility.await;

/**
 * The servers of the compose file as processes of this machine, each with the files and
 * jobs that the compose file gives it.
 */
final class ComposeServers implements AutoCloseable {

	private static final Path COMPOSE = ComposeFile.PROJECT.resolve("deploy/compose");

	final LocalPlaces places = new LocalPlaces();

	private final Ports ports = new Ports();

	private final RunFolder folder;

	private final ComposeFile compose;

	private final Deque<AutoCloseable> running = new ArrayDeque<>();

	ComposeServers(RunFolder folder, ComposeFile compose) {
		this.folder = folder;
		this.compose = compose;
		for (String one : List.of("auth:8081", "auth:9090", "orchestrator:8082", "orchestrator:9090", "worker:8083",
				"worker:9090", "postgres:5432", "kafka:9092", "rabbitmq:5672", "rabbitmq:15672", "rabbitmq:15692",
				"temporal:7233", "temporal:8000", "mailpit:1025", "proxy:80", "proxy:81")) {
			String[] place = one.split(":");
			this.places.put(place[0], Integer.parseInt(place[1]),
					place[0].equals("temporal") ? portForTemporal() : this.ports.free());
		}
	}

	/** Temporal keeps its ports in two signed bytes. */
	private int portForTemporal() {
		int port = new SecureRandom().nextInt(12_000, 32_000);
		return (this.ports.choose("temporal", port) == port) ? port : portForTemporal();
	}

	RunFolder folder() {
		return this.folder;
	}

	OwnProcess start(String name, Map<String, String> environment, List<String> command) {
		OwnProcess process = OwnProcess.start(Tool.alone(environment, command), Map.of(), this.folder.log(name));
		this.running.push(() -> process.end(30));
		return process;
	}

	void postgres() throws Exception {
		int port = this.places.of("postgres", 5432);
		EmbeddedPostgres postgres = EmbeddedPostgres.builder()
			.setPort(port)
			.setDataDirectory(this.folder.data("postgres"))
			.setServerConfig("max_connections", "200")
			.setPGStartupWait(Duration.ofSeconds(60))
			.setOutputRedirector(ProcessBuilder.Redirect.to(this.folder.log("postgres").toFile()))
			.setErrorRedirector(ProcessBuilder.Redirect.to(this.folder.log("postgres-errors").toFile()))
			.start();
		this.running.push(postgres);
		String sql = Files.readString(COMPOSE.resolve("postgres/databases.sql")).replaceAll("(?m)^--.*", "");
		Map<String, String> given = this.compose.environment("postgres");
		for (String name : List.of("auth", "orchestrator", "worker", "temporal")) {
			sql = sql.replace(":'" + name + "_password'",
					"'" + given.get(name.toUpperCase() + "_DATABASE_PASSWORD") + "'");
		}
		try (Connection connection = DriverManager
			.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
				Statement statement = connection.createStatement()) {
			for (String one : sql.split(";")) {
				if (!one.isBlank()) {
					statement.execute(one);
				}
			}
		}
	}

	void kafka() {
		this.running
			.push(KafkaPart.embedded(this.folder.data("kafka"), this.places.of("kafka", 9092), this.ports.free()));
	}

	Mailbox mailpit() {
		Mailbox mailbox = new Mailbox(this.folder.data("mailbox"), this.places.of("mailpit", 1025));
		this.running.push(mailbox);
		return mailbox;
	}

	/** The example of a reverse proxy, on a port of each of its names. */
	void proxy(Path caddy) throws Exception {
		Path data = this.folder.data("proxy");
		Path file = data.resolve("Caddyfile");
		Files.writeString(file,
				Files.readString(COMPOSE.resolve("proxy/Caddyfile"))
					.replace("auth:8081", "127.0.0.1:" + this.places.of("auth", 8081))
					.replace("orchestrator:8082", "127.0.0.1:" + this.places.of("orchestrator", 8082)));
		start("proxy",
				Map.of("PUBLIC_URL", url("proxy", 80), "ADMIN_URL", url("proxy", 81), "PROXY_HTTP_PORT",
						Integer.toString(this.places.of("proxy", 80)), "HOME", data.toString()),
				List.of(caddy.toString(), "run", "--config", file.toString(), "--adapter", "caddyfile"));
	}

	/** Where a service is found from outside. */
	String url(String service, int port) {
		return "http://127.0.0.1:" + this.places.of(service, port);
	}

	void rabbitmq(Path server) throws IOException {
		Path data = this.folder.data("rabbitmq");
		Map<String, String> settings = this.places.environment(this.compose, "rabbitmq");
		Path definitions = data.resolve("definitions.json");
		settings.put("DEFINITIONS_TEMPLATE",
				ComposeFile.PROJECT.resolve("deploy/helm/files/definitions.json").toString());
		settings.put("DEFINITIONS", definitions.toString());
		settings.putAll(node(data));
		Path file = data.resolve("rabbitmq.conf");
		Files.writeString(file,
				Files.readString(COMPOSE.resolve("rabbitmq/rabbitmq.conf"))
					.replace(this.compose.environment("rabbitmq").get("DEFINITIONS"), definitions.toString())
						+ "management.tcp.ip = 127.0.0.1\nmanagement.tcp.port = " + this.places.of("rabbitmq", 15672)
						+ "\nprometheus.tcp.port = " + this.places.of("rabbitmq", 15692)
						+ "\nprometheus.tcp.ip = 127.0.0.1\n");
		settings.put("RABBITMQ_CONFIG_FILE", file.toString());
		settings.put("HOME", data.toString());
		OwnProcess node = start("rabbitmq", settings,
				List.of("sh", COMPOSE.resolve("rabbitmq/start.sh").toString(), server.toString()));
		this.running.push(() -> ProcessHandle.of(node.pid())
			.ifPresent((script) -> script.descendants()
				.filter((one) -> one.info().command().orElse("").contains("beam"))
				.forEach(ProcessHandle::destroy)));
	}

	private Map<String, String> node(Path data) throws IOException {
		Map<String, String> node = new HashMap<>();
		int port = this.places.of("rabbitmq", 5672);
		node.put("RABBITMQ_NODENAME", "cinema-compose-" + port + "@localhost");
		node.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
		node.put("RABBITMQ_NODE_PORT", Integer.toString(port));
		node.put("RABBITMQ_DIST_PORT", Integer.toString(this.ports.free()));
		node.put("ERL_EPMD_PORT", Integer.toString(this.ports.free()));
		node.put("ERL_EPMD_ADDRESS", "127.0.0.1");
		node.put("RABBITMQ_MNESIA_BASE", data.resolve("mnesia").toString());
		node.put("RABBITMQ_MNESIA_DIR", data.resolve("mnesia/node").toString());
		node.put("RABBITMQ_LOG_BASE", data.resolve("log").toString());
		node.put("RABBITMQ_PID_FILE", data.resolve("pid").toString());
		node.put("RABBITMQ_CONF_ENV_FILE", data.resolve("environment").toString());
		node.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "+S 2:2 +sbwt none");
		Path plugins = data.resolve("plugins");
		Files.copy(COMPOSE.resolve("rabbitmq/enabled_plugins"), plugins);
		node.put("RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString());
		return node;
	}

	/**
	 * The schema job, the server, and the job that makes namespace and search attributes.
	 */
	void temporal(Path server, Path sql, Path schema, Path command) throws Exception {
		Map<String, String> job = this.places.environment(this.compose, "temporal-schema");
		job.putAll(Map.of("SQL_HOST", "127.0.0.1", "SQL_PORT", Integer.toString(this.places.of("postgres", 5432)),
				"SCHEMA", schema.toString(), "SQL_TOOL", sql.toString()));
		List<String> setUp = Tool.alone(job, List.of("sh", COMPOSE.resolve("temporal/schema.sh").toString()));
		Tool.run(setUp, this.folder.data("temporal"), 0);
		Tool.run(setUp, this.folder.data("temporal"), 0);
		Map<String, String> settings = this.places.environment(this.compose, "temporal");
		settings.put("TEMPORAL_SERVER_CONFIG_FILE_PATH", COMPOSE.resolve("temporal/cinema.yaml").toString());
		settings.put("TEMPORAL_DYNAMIC_CONFIG", COMPOSE.resolve("temporal/dynamic.yaml").toString());
		settings.put("TEMPORAL_BIND_ADDRESS", "127.0.0.1");
		settings.put("TEMPORAL_FRONTEND_PORT", Integer.toString(this.places.of("temporal", 7233)));
		settings.put("TEMPORAL_METRICS_PORT", Integer.toString(this.places.of("temporal", 8000)));
		for (String name : List.of("FRONTEND_MEMBERSHIP", "HISTORY", "HISTORY_MEMBERSHIP", "MATCHING",
				"MATCHING_MEMBERSHIP", "WORKER", "WORKER_MEMBERSHIP")) {
			settings.put("TEMPORAL_" + name + "_PORT", Integer.toString(portForTemporal()));
		}
		start("temporal", settings, List.of(server.toString(), "start"));
		Map<String, String> names = this.places.environment(this.compose, "temporal-namespace");
		names.put("TEMPORAL_TOOL", command.toString());
		List<String> make = Tool.alone(names,
				List.of("sh", ComposeFile.PROJECT.resolve("deploy/helm/files/namespace.sh").toString()));
		await().atMost(Duration.ofSeconds(90))
			.pollInterval(Duration.ofSeconds(1))
			.ignoreExceptionsMatching((ex) -> true)
			.until(() -> temporal(command, "operator", "cluster", "health").contains("SERVING"));
		Tool.run(make, this.folder.data("temporal"), 0);
		Tool.run(make, this.folder.data("temporal"), 0);
	}

	/** Runs Temporal's own command on this server and namespace. */
	String temporal(Path command, String... arguments) throws Exception {
		List<String> whole = new ArrayList<>(List.of(command.toString()));
		whole.addAll(List.of(arguments));
		Map<String, String> environment = this.places.environment(this.compose, "temporal-namespace");
		return Tool.run(Tool.alone(environment, whole), this.folder.data("temporal"), 0);
	}

	@Override
	public void close() throws Exception {
		while (!this.running.isEmpty()) {
			this.running.pop().close();
		}
	}

}
