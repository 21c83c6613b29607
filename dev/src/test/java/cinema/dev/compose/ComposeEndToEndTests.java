package cinema.dev.compose;

import java.net.InetAddress;
import java.net.Socket;
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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.dev.letter.StoredLetter;
import cinema.dev.machine.Console;
import cinema.dev.machine.RunFolder;
import cinema.dev.mailbox.Mailbox;
import cinema.dev.people.StaffSession;
import cinema.dev.stack.Person;
import cinema.dev.stack.Places;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The shipped jars with the environment of the compose file, on a real RabbitMQ with the
 * shipped definitions and a real Temporal server on PostgreSQL.
 */
@Timeout(420)
class ComposeEndToEndTests {

	private static final String TEMPORAL = "1.31.2";

	private static final HttpClient HTTP = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

	private static ComposeServers servers;

	private static ComposeFile compose;

	private static Mailbox mailbox;

	private static Path temporal;

	/** As people type it: of the proxy, where there is one. */
	private static String publicUrl;

	private static boolean behindProxy;

	@BeforeAll
	static void startEverything() throws Exception {
		ComposeFile.APPLICATIONS.forEach(Jars::of);
		Path rabbitmq = Tool.find("rabbitmq-server", Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server"));
		Path server = Tool.find("Temporal's server " + TEMPORAL, Tool.kept("temporal-server-" + TEMPORAL + "/server"));
		Path sql = Tool.find("Temporal's SQL tool", Tool.kept("temporal-server-" + TEMPORAL + "/sql"));
		Path schema = Tool.find("Temporal's schema",
				Tool.kept("temporal-server-" + TEMPORAL + "/schema/postgresql/v12"));
		temporal = Tool.find("the command temporal", Tool.onPath("temporal"), Tool.kept("temporal"));
		RunFolder folder = new RunFolder(ComposeFile.PROJECT, Path.of("target/compose").toAbsolutePath());
		folder.forget();
		Map<String, String> variables = environmentFile(folder);
		compose = ComposeFile.with(variables);
		servers = new ComposeServers(folder, compose);
		Path caddy = Files.isExecutable(Tool.kept("caddy")) ? Tool.kept("caddy") : Tool.onPath("caddy");
		behindProxy = Files.isExecutable(caddy);
		publicUrl = behindProxy ? servers.url("proxy", 80) : url("auth", 8081);
		variables.put("PUBLIC_URL", publicUrl);
		if (behindProxy) {
			variables.putAll(Map.of("ADMIN_URL", servers.url("proxy", 81), "FORWARDED_HEADERS", "native", "PROXIES",
					"127.0.0.1/32"));
			servers.proxy(caddy);
		}
		compose = ComposeFile.with(variables);
		servers.postgres();
		servers.rabbitmq(rabbitmq);
		servers.kafka();
		mailbox = servers.mailpit();
		servers.temporal(server, sql, schema, temporal);
		for (String application : ComposeFile.APPLICATIONS) {
			start(application);
		}
		for (String application : ComposeFile.APPLICATIONS) {
			await(application).atMost(Duration.ofSeconds(300))
				.pollInterval(Duration.ofSeconds(1))
				.untilAsserted(() -> check(servers.places.environment(compose, application), 0));
		}
	}

	/** As the image checks its health. */
	private static void check(Map<String, String> environment, int wanted) throws Exception {
		String script = ComposeFile.PROJECT.resolve("deploy/compose/application/healthcheck.sh").toString();
		Tool.run(Tool.alone(environment, List.of("bash", script)), ComposeFile.PROJECT, wanted);
	}

	private static Map<String, String> environmentFile(RunFolder folder) throws Exception {
		Path file = folder.file("env");
		Files.deleteIfExists(file);
		Path script = ComposeFile.PROJECT.resolve("deploy/compose/secrets.sh");
		Tool.run(List.of("sh", script.toString(), file.toString()), ComposeFile.PROJECT, 0);
		return ComposeFile.environmentFile(file);
	}

	private static void start(String application) throws Exception {
		Path layers = servers.folder().data("layers-" + application);
		Tool.run(List.of(java().toString(), "-Djarmode=tools", "-jar", Jars.of(application).toString(), "extract",
				"--layers", "--destination", layers.toString(), "--force"), layers, 0);
		Path image = servers.folder().data("image-" + application);
		for (String layer : List.of("dependencies", "spring-boot-loader", "snapshot-dependencies", "application")) {
			copy(layers.resolve(layer), image);
		}
		String jar = image.resolve(Jars.of(application).getFileName()).toString();
		List<String> command = new ArrayList<>(
				List.of(java().toString(), "-Xmx400m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
		command.addAll(archive(image, jar));
		command.addAll(List.of("-jar", jar));
		servers.start(application, servers.places.environment(compose, application), command);
	}

	/** As the image makes it, and refused where it would not be of use. */
	private static List<String> archive(Path image, String jar) throws Exception {
		if (!java().toString().contains("25")) {
			return List.of();
		}
		Path archive = image.resolve("application.aot");
		List<String> training = List.of("sh", "-c", "sh \"$0\" \"$@\" >training.log 2>&1; test -s application.aot",
				ComposeFile.PROJECT.resolve("deploy/compose/application/train.sh").toString(),
				"-XX:AOTCacheOutput=" + archive, "-jar", jar);
		String path = java().getParent() + ":" + System.getenv("PATH");
		Tool.run(Tool.alone(Map.of("PATH", path), training), image, 0, Duration.ofMinutes(10));
		return List.of("-XX:AOTCache=" + archive, "-XX:AOTMode=on");
	}

	private static void copy(Path from, Path to) throws Exception {
		try (Stream<Path> files = Files.walk(from)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Path target = to.resolve(from.relativize(file).toString());
				Files.createDirectories(target.getParent());
				Files.copy(file, target);
			}
		}
	}

	/** The images have 25, on which the threads are virtual. */
	private static Path java() throws Exception {
		Path places = Path.of("/usr/lib/jvm");
		if (Files.isDirectory(places)) {
			try (Stream<Path> all = Files.list(places)) {
				Path found = all.map((one) -> one.resolve("bin/java"))
					.filter((one) -> one.toString().contains("25") && Files.isExecutable(one))
					.findFirst()
					.orElse(null);
				if (found != null) {
					return found;
				}
			}
		}
		Console.say("The compose test runs on this build's Java, since there is no 25 under /usr/lib/jvm");
		return Path.of(System.getProperty("java.home"), "bin", "java");
	}

	@AfterAll
	static void stopEverything() throws Exception {
		if (servers != null) {
			servers.close();
		}
	}

	@Test
	void isHealthyByTheCheckOfTheImageAlone() throws Exception {
		for (String application : ComposeFile.APPLICATIONS) {
			check(servers.places.environment(compose, application), 0);
		}
		check(Map.of("SERVER_PORT", "9"), 1);
	}

	@Test
	void takesAUserFromSignUpToALetter() throws Exception {
		String email = "ann-" + UUID.randomUUID() + "@example.com";
		await().atMost(Duration.ofSeconds(120)).ignoreExceptions().until(() -> signUp(email) == 201);
		await().atMost(Duration.ofSeconds(60)).until(() -> confirmation(email) != null);

		StoredLetter letter = confirmation(email);
		Matcher link = Pattern.compile(Pattern.quote(publicUrl) + "/s/\\w+").matcher(letter.text());
		assertThat(link.find()).as(letter.text()).isTrue();
		assertThat(get(link.group(), null).body()).contains("Confirm the address");
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(servers.temporal(temporal, "workflow", "list", "--query",
					"EventType='user_signed_up' and Channel='email'"))
				.contains("event/user_signed_up/"));
	}

	/**
	 * Codes that nobody has are limited by who asks, as the proxy saw them and nobody
	 * says.
	 */
	@Test
	void believesTheProxyAloneWhereACallComesFrom() throws Exception {
		requireProxy();
		int proxy = URI.create(publicUrl).getPort();

		assertThat(guesses(proxy, "127.0.0.3")).as("behind the proxy").contains(404).endsWith(429);
		assertThat(guess(proxy, "127.0.0.4", "127.0.0.3")).as("somebody else").isEqualTo(404);
		assertThat(guesses(servers.places.of("auth", 8081), "127.0.0.5")).as("past the proxy").endsWith(429);
	}

	@Test
	void letsStaffInByTheProxyAndNobodyToTheFigures() throws Exception {
		requireProxy();
		String admin = servers.url("proxy", 81) + "/admin";
		Places places = new Places(publicUrl, servers.url("proxy", 81), "", admin, "", "", "", "", "", "", "", "", "",
				"", Map.of(), Map.of(), Map.of());
		Map<String, String> auth = compose.environment("auth");

		StaffSession staff = StaffSession.of(places,
				new Person(auth.get("CINEMA_ADMIN_EMAIL"), auth.get("CINEMA_ADMIN_PASSWORD")));

		assertThat(staff.get("/mailings").statusCode()).isEqualTo(200);
		assertThat(staff.get("/mailings").uri()).hasToString(admin + "/mailings");
		for (int port : List.of(80, 81)) {
			assertThat(get(servers.url("proxy", port) + "/actuator/prometheus", null).statusCode()).isEqualTo(404);
		}
	}

	/** Of an application that people reach, and without a proxy that knows better. */
	@ParameterizedTest
	@CsvSource({ "auth, 8081", "orchestrator, 8082", "worker, 8083" })
	void showsStrangersNeitherFiguresNorWhatThereIsToTry(String application, int port) throws Exception {
		for (String path : List.of("/actuator", "/actuator/health", "/actuator/info", "/actuator/prometheus",
				"/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/swagger-config", "/swagger-ui.html",
				"/swagger-ui/index.html")) {
			assertThat(get(url(application, port) + path, null).statusCode()).as(path).isIn(401, 404);
		}
		assertThat(get(url(application, 9090) + "/actuator/prometheus", null).body()).contains("jvm_memory");
	}

	private static void requireProxy() {
		if (!behindProxy) {
			Tool.find("caddy", Tool.onPath("caddy"), Tool.kept("caddy"));
		}
	}

	/**
	 * The answers to more guesses than are free, each with another claim of where it
	 * comes from.
	 */
	private static List<Integer> guesses(int port, String from) throws Exception {
		List<Integer> answers = new ArrayList<>();
		for (int i = 0; i < 32; i++) {
			answers.add(guess(port, from, "10.9.8." + i));
		}
		return answers;
	}

	private static int guess(int port, String from, String claim) throws Exception {
		try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from), 0)) {
			socket.setSoTimeout(30_000);
			socket.getOutputStream().write("""
					GET /s/NobodyHasIt%s HTTP/1.1\r
					Host: 127.0.0.1:%d\r
					X-Forwarded-For: %s\r
					Connection: close\r
					\r
					""".formatted(from.replace('.', 'x'), port, claim).getBytes());
			return Integer.parseInt(new String(socket.getInputStream().readAllBytes()).split(" ")[1]);
		}
	}

	@Test
	void keepsTheBrokersPoliciesToTheQueuesTheyAreFor() throws Exception {
		await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(policies()).hasSizeGreaterThan(5));

		List<String> policies = policies();
		assertThat(policies).contains("postings.email.urgent postings", "postings.email.normal postings",
				"postings.email.bulk postings", "postings.dead dead", "receipts receipts");
		assertThat(policies).filteredOn((one) -> one.startsWith("receipts."))
			.isNotEmpty()
			.allMatch((one) -> one.endsWith(" null"));
	}

	@Test
	void knowsNoGuestAndNoMoreThanARoleNeeds() throws Exception {
		assertThat(get(url("rabbitmq", 15672) + "/api/whoami", "guest:guest").statusCode()).isEqualTo(401);
		Map<String, String> secrets = compose.environment("rabbitmq");
		assertThat(get(url("rabbitmq", 15672) + "/api/queues", "worker:" + secrets.get("RABBITMQ_WORKER_PASSWORD"))
			.statusCode()).isEqualTo(401);
		assertThat(new BrokerProbe(servers.places.of("rabbitmq", 5672), secrets)).satisfies((probe) -> {
			assertThat(probe.mayRead("worker", "receipts")).isFalse();
			assertThat(probe.mayRead("orchestrator", "receipts")).isTrue();
			assertThat(probe.mayRead("orchestrator", "postings.email.urgent")).isFalse();
			assertThat(probe.mayDeclare("worker", "anything")).isFalse();
		});
	}

	@Test
	void movesWhatComesBackTooOftenToTheDeadPostings() throws Exception {
		BrokerProbe probe = new BrokerProbe(servers.places.of("rabbitmq", 5672), compose.environment("rabbitmq"));

		assertThat(probe.deliveriesUntilDead("postings.probe.bulk")).isEqualTo(51);
	}

	@Test
	void showsTheFiguresOfItsServersThatAlertsName() throws Exception {
		String rules = Files.readString(ComposeFile.PROJECT.resolve("deploy/monitoring/alerts.yml"));
		Set<String> named = Pattern.compile("\\b(?:rabbitmq|approximate)_[a-z_]+")
			.matcher(rules)
			.results()
			.map(MatchResult::group)
			.collect(Collectors.toSet());

		assertThat(named).hasSizeGreaterThan(4);
		await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
			String shown = get(url("rabbitmq", 15692) + "/metrics", null).body()
					+ get(url("temporal", 8000) + "/metrics", null).body();
			assertThat(named).allSatisfy((name) -> assertThat(shown).containsPattern("(?m)^" + name + "[ {]"));
			assertThat(shown).containsPattern("approximate_backlog_age_seconds\\{[^}]*task_type=\"Workflow\"");
		});
	}

	private static List<String> policies() throws Exception {
		String operator = "operator:" + compose.environment("rabbitmq").get("RABBITMQ_OPERATOR_PASSWORD");
		List<String> policies = new ArrayList<>();
		for (JsonNode queue : JsonMapper.shared()
			.readTree(get(url("rabbitmq", 15672) + "/api/queues/cinema", operator).body())) {
			policies.add(queue.path("name").asString("") + " " + queue.path("policy").asString("null"));
		}
		return policies;
	}

	private static int signUp(String email) throws Exception {
		return HTTP
			.send(HttpRequest.newBuilder(URI.create(url("auth", 8081) + "/api/v1/signup"))
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString("{\"email\": \"" + email
						+ "\", \"password\": \"correct horse battery\", \"first_name\": \"Ann\"}"))
				.build(), BodyHandlers.discarding())
			.statusCode();
	}

	private static StoredLetter confirmation(String email) {
		return mailbox.letters()
			.stream()
			.filter((one) -> one.to().get(0).address().equals(email) && one.text().contains("/s/"))
			.findFirst()
			.orElse(null);
	}

	private static HttpResponse<String> get(String url, String user) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
		if (user != null) {
			request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes()));
		}
		return HTTP.send(request.build(), BodyHandlers.ofString());
	}

	private static String url(String service, int port) {
		return servers.url(service, port);
	}

}
