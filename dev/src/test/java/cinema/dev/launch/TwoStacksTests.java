package cinema.dev.launch;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.dev.compose.Jars;
import cinema.dev.machine.RunFolder;
import cinema.dev.process.Listening;
import cinema.dev.stack.Person;
import cinema.dev.stack.Places;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two stacks beside each other, started in the same second: one in a folder with a
 * difficult name and under a difficult language, one whose orchestrator is started by
 * hand.
 */
@Timeout(600)
class TwoStacksTests {

	private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final Path FOLDER = Path.of("target/two-stacks").toAbsolutePath();

	private static Launcher one;

	private static Launcher other;

	private static Process byHand;

	@BeforeAll
	static void startBoth() throws Exception {
		RunFolder.empty(FOLDER);
		Path difficult = project("a stack, ü 100%+");
		Path plain = project("plain");
		one = new Launcher(difficult, Map.of("JAVA_TOOL_OPTIONS", "-Duser.language=tr"), "--no-demo");
		other = new Launcher(plain, Map.of(), "--without", "orchestrator");
		other.awaitLine("Waiting for orchestrator");
		byHand = new ProcessBuilder("sh", "-c",
				"set -a; . .run/orchestrator.env; set +a; exec java -Xmx384m -jar orchestrator/target/orchestrator-1.0.0-SNAPSHOT.jar")
			.directory(plain.toFile())
			.redirectErrorStream(true)
			.redirectOutput(FOLDER.resolve("by-hand.log").toFile())
			.start();
		one.awaitLine("Ctrl-C ends it");
		other.awaitLine("Ctrl-C ends it");
	}

	private static Path project(String name) throws Exception {
		Path project = Files.createDirectory(FOLDER.resolve(name));
		for (String application : List.of("auth", "orchestrator", "worker")) {
			Path jar = Jars.of(application);
			Path target = Files.createDirectories(project.resolve(application + "/target"));
			Files.createSymbolicLink(target.resolve(jar.getFileName()), jar);
		}
		return project;
	}

	@AfterAll
	static void stopBoth() throws Exception {
		if (byHand != null) {
			byHand.destroy();
		}
		for (Launcher launcher : new Launcher[] { one, other }) {
			if (launcher != null) {
				launcher.process().destroy();
				launcher.awaitEnd();
				assertThat(launcher.printed()).endsWith("Stopped\n").doesNotContain("\tat ", "! ");
			}
		}
		if (byHand != null) {
			byHand.waitFor();
		}
		assertThat(Leftovers.of(FOLDER)).isEmpty();
	}

	@Test
	void givesEveryPortToOneStackAlone() throws Exception {
		Set<String> shared = ports(one);
		shared.retainAll(ports(other));
		assertThat(shared).isEmpty();
		for (Launcher launcher : new Launcher[] { one, other }) {
			Places at = launcher.places();
			assertThat(Listening.isBy(at.pids().get("auth"), URI.create(at.auth()).getPort())).isTrue();
			assertThat(Listening.isBy(at.pids().get("worker"), URI.create(at.worker()).getPort())).isTrue();
			assertThat(Listening.isBy(at.pids().get("postgres"), port(at.database()))).isTrue();
			assertThat(Listening.isBy(at.pids().get("launcher"), port(at.kafka()))).isTrue();
		}
	}

	private static Set<String> ports(Launcher launcher) throws Exception {
		Set<String> ports = new TreeSet<>();
		String printed = launcher.printed();
		Matcher port = PORT.matcher(printed.substring(printed.lastIndexOf("  Mailbox")));
		while (port.find()) {
			ports.add(port.group(1));
		}
		assertThat(ports).hasSizeGreaterThanOrEqualTo(9);
		return ports;
	}

	private static int port(String text) {
		Matcher port = PORT.matcher(text.contains("127.0.0.1") ? text : "127.0.0.1:" + text.replaceAll("\\D+", ""));
		assertThat(port.find()).as(text).isTrue();
		return Integer.parseInt(port.group(1));
	}

	@Test
	void runsTheDemoWithAnApplicationThatWasStartedByHand() throws Exception {
		assertThat(other.printed()).contains("orchestrator is yours to start", "SERVER_PORT=", "arrived after")
			.doesNotContain("letters arrived within");
		assertThat(FOLDER.resolve("plain/.run/orchestrator.run.xml")).exists();
	}

	@Test
	void refusesASecondStackInTheSameFolder() throws Exception {
		Launcher second = new Launcher(FOLDER.resolve("plain"), Map.of());
		assertThat(second.awaitEnd()).isEqualTo(1);
		assertThat(second.printed()).isEqualTo("! A stack is running here already; end it with ./run stop\n");
		assertThat(get(other.places().auth() + "/actuator/health/readiness", "")).isEqualTo(200);
	}

	@Test
	void linksAMailingToItsWorkflow() throws Exception {
		Path project = FOLDER.resolve("plain");
		Files.writeString(project.resolve("mailing.json"),
				"""
						{"id": "from-a-file", "receivers": "http://auth/api/v1/users/?page_size=1", "template": "email/new_movies.md",
						 "delivery_type": ["email"], "expires_in": "120 sec"}
						""");
		Launcher send = new Launcher(project, Map.of(), "send", "mailing.json");
		assertThat(send.awaitEnd()).as(send.printed()).isZero();
		assertThat(send.printed()).contains("event%2Fmailing%2Ffrom-a-file");
	}

	@Test
	void letsPeopleDoWhatTheirRolesAllow() throws Exception {
		for (Launcher launcher : new Launcher[] { one, other }) {
			Places at = launcher.places();
			String admin = token(at, "admin");
			assertThat(get(at.auth() + "/api/v1/roles", admin)).isEqualTo(200);
			String manager = token(at, "manager");
			assertThat(get(at.orchestrator() + "/api/v1/mailings", manager)).isEqualTo(200);
			assertThat(post(at.orchestrator() + "/api/v1/mailings", manager)).as("nothing is ordered").isEqualTo(400);
			String support = token(at, "support");
			assertThat(get(at.orchestrator() + "/api/v1/notifications", support)).isEqualTo(200);
			assertThat(get(at.auth() + "/api/v1/users", support)).isEqualTo(200);
			assertThat(post(at.orchestrator() + "/api/v1/mailings", support)).isEqualTo(403);
		}
	}

	private static String token(Places at, String role) throws Exception {
		Person person = at.people().get(role);
		HttpResponse<String> answer = HTTP.send(HttpRequest.newBuilder(URI.create(at.auth() + "/api/v1/signin"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers
				.ofString("{\"email\": \"" + person.email() + "\", \"password\": \"" + person.password() + "\"}"))
			.build(), BodyHandlers.ofString());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
	}

	private static int get(String url, String token) throws Exception {
		return send(HttpRequest.newBuilder(URI.create(url)), token);
	}

	private static int post(String url, String token) throws Exception {
		return send(HttpRequest.newBuilder(URI.create(url))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{}")), token);
	}

	private static int send(HttpRequest.Builder request, String token) throws Exception {
		if (!token.isEmpty()) {
			request.header("Authorization", "Bearer " + token);
		}
		return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
	}

}
