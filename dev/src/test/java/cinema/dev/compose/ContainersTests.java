package cinema.dev.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import cinema.dev.machine.Console;
import cinema.dev.part.KafkaPart;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The compose file as it is, in a Docker Engine, with images of our Dockerfile. Only
 * where an engine with compose and all images can be had.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContainersTests {

	private static final Path FOLDER = Path.of("target/containers").toAbsolutePath();

	private static final Duration LONG = Duration.ofMinutes(20);

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final int LETTERS = 2000;

	private static final String PROJECT = "cinema-check-" + ProcessHandle.current().pid();

	private static Map<String, String> settings;

	private static boolean started;

	@BeforeAll
	static void start() throws Exception {
		Path docker = Tool.find("docker", Tool.onPath("docker"));
		if (new ProcessBuilder(docker.toString(), "compose", "version").start().waitFor() != 0
				|| new ProcessBuilder(docker.toString(), "info").redirectErrorStream(true)
					.redirectOutput(ProcessBuilder.Redirect.DISCARD)
					.start()
					.waitFor() != 0) {
			Console.say("SKIPPED: the tests of containers need a Docker Engine with compose");
			Assumptions.abort("no engine");
		}
		Files.createDirectories(FOLDER);
		Path file = FOLDER.resolve("env");
		Files.deleteIfExists(file);
		Tool.run(List.of("sh", "deploy/compose/secrets.sh", file.toString()), ComposeFile.PROJECT, 0);
		settings = ComposeFile.environmentFile(file);
		settings.replaceAll((name, value) -> name.endsWith("_PORT") && !name.startsWith("SMTP") ? free() : value);
		settings.put("NETWORK", PROJECT);
		settings.put("CINEMA_VERSION", PROJECT);
		settings.put("PUBLIC_URL", url("AUTH", ""));
		settings.put("ADMIN_URL", url("ORCHESTRATOR", ""));
		Files.writeString(file, settings.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n")));
		if (new ProcessBuilder(command("pull", "--ignore-buildable", "--policy", "missing"))
			.directory(ComposeFile.PROJECT.toFile())
			.redirectErrorStream(true)
			.redirectOutput(FOLDER.resolve("pull.log").toFile())
			.start()
			.waitFor() != 0) {
			Console.say("SKIPPED: the images of docker-compose.yml cannot be had");
			Assumptions.abort("no images");
		}
		started = true;
		compose("build");
		compose("up", "--detach", "--wait");
	}

	@AfterAll
	static void end() throws Exception {
		if (started) {
			compose("down", "--volumes", "--rmi", "local");
		}
	}

	private static String free() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return Integer.toString(socket.getLocalPort());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> command(String... arguments) {
		List<String> command = new ArrayList<>(List.of("docker", "compose", "--project-name", PROJECT, "--env-file",
				FOLDER.resolve("env").toString()));
		command.addAll(List.of(arguments));
		return command;
	}

	private static String compose(String... arguments) throws Exception {
		return Tool.run(command(arguments), ComposeFile.PROJECT, 0, LONG);
	}

	private static String url(String service, String path) {
		return "http://127.0.0.1:" + settings.get(service + "_PORT") + path;
	}

	private static HttpResponse<String> post(String url, String body) throws Exception {
		return HTTP.send(HttpRequest.newBuilder(URI.create(url))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	private static String get(String url) throws Exception {
		return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
	}

	private static void signUp(String name) throws Exception {
		assertThat(post(url("AUTH", "/api/v1/signup"), """
				{"email": "%s@example.com", "password": "correct horse battery"}""".formatted(name)).statusCode())
			.isEqualTo(201);
	}

	private static void awaitLetter(String name) {
		await().atMost(Duration.ofMinutes(2))
			.pollInterval(Duration.ofSeconds(1))
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(get(url("MAILPIT", "/api/v1/search?query=to:" + name + "@example.com")))
				.contains("\"total\":")
				.doesNotContain("\"messages_count\":0"));
	}

	@Test
	@Order(1)
	void takesAUserFromSignUpToALetterByItsPorts() throws Exception {
		signUp("ann");
		awaitLetter("ann");
	}

	@Test
	@Order(2)
	void runsAsNobodyWhoMayWrite() throws Exception {
		for (String application : ComposeFile.APPLICATIONS) {
			assertThat(compose("exec", "-T", application, "id", "-u").strip()).isEqualTo("10001");
			Tool.run(command("exec", "-T", application, "touch", "/application/planted"), ComposeFile.PROJECT, 1);
		}
	}

	/** Of what a container has some is cache of files, which goes when it is wanted. */
	@Test
	@Order(3)
	void staysWithinItsMemoryUnderLoad() throws Exception {
		announce(LETTERS);
		await().atMost(Duration.ofMinutes(10))
			.pollInterval(Duration.ofSeconds(2))
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(JsonMapper.shared()
				.readTree(get(url("MAILPIT", "/api/v1/info")))
				.at("/RuntimeStats/SMTPAccepted")
				.asInt()).isGreaterThan(LETTERS));

		for (String container : compose("ps", "--quiet").lines().toList()) {
			String[] told = Tool.run(List.of("docker", "inspect", "--format",
					"{{index .Config.Labels \"com.docker.compose.service\"}} {{.HostConfig.Memory}} {{.State.OOMKilled}} {{.RestartCount}}",
					container), ComposeFile.PROJECT, 0)
				.strip()
				.split(" ");
			String used = Tool
				.run(List.of("docker", "stats", "--no-stream", "--format", "{{.MemPerc}}", container),
						ComposeFile.PROJECT, 0)
				.strip();
			Console.say(told[0] + ": " + used + " of " + Long.parseLong(told[1]) / 1_048_576 + " MB");
			assertThat(told[2] + " " + told[3]).as(told[0]).isEqualTo("false 0");
			assertThat(Double.parseDouble(used.replace("%", ""))).as(told[0]).isLessThan(95);
		}
	}

	private static void announce(int letters) {
		try (Producer<String, String> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", "127.0.0.1:" + settings.get("KAFKA_PORT")), new StringSerializer(),
				new StringSerializer())) {
			for (int i = 0; i < letters; i++) {
				String id = UUID.randomUUID().toString();
				producer.send(new ProducerRecord<>(KafkaPart.TOPIC, id, """
						{"id": "%1$s", "event_type": "user_changed_password_successfully",
						 "details": {"user_id": "%1$s", "email": "%1$s@example.com"}}""".formatted(id)));
			}
		}
	}

	@Test
	@Order(4)
	void comesBackWhenAnythingIsStartedAnew() throws Exception {
		for (String service : List.of("rabbitmq", "kafka", "temporal", "postgres", "worker", "orchestrator", "auth")) {
			compose("restart", service);
			compose("up", "--detach", "--wait");
			signUp("after-" + service);
			awaitLetter("after-" + service);
		}
	}

	/** Within its grace, and not killed. */
	@Test
	@Order(5)
	void stopsByItself() throws Exception {
		compose("stop", "auth", "orchestrator", "worker");

		for (String application : ComposeFile.APPLICATIONS) {
			String id = compose("ps", "--all", "--quiet", application).strip();
			assertThat(Tool
				.run(List.of("docker", "inspect", "--format",
						"{{.State.ExitCode}} {{.State.OOMKilled}} {{.RestartCount}}", id), ComposeFile.PROJECT, 0)
				.strip()).isIn("143 false 0", "0 false 0");
		}
	}

	@Test
	@Order(6)
	void keepsEverythingThroughItsEnd() throws Exception {
		compose("down");
		compose("up", "--detach", "--wait");

		assertThat(post(url("AUTH", "/api/v1/signin"), """
				{"email": "ann@example.com", "password": "correct horse battery"}""").statusCode()).isEqualTo(200);
		awaitLetter("ann");
	}

}
