package cinema.dev.endtoend;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import cinema.dev.compose.Tool;
import cinema.dev.machine.Ports;
import cinema.dev.process.OwnProcess;
import cinema.dev.stack.Stack;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus that scrapes a stack, with the shipped rules in a shorter time.
 */
final class PrometheusServer implements AutoCloseable {

	private static final Path RULES = Path.of("../deploy/monitoring/alerts.yml").toAbsolutePath().normalize();

	private static final Pattern SPAN = Pattern.compile("(?<=\\[|for: |offset )(\\d+)([mh])");

	private final HttpClient http = HttpClient.newHttpClient();

	private final Ports ports = new Ports();

	private final String url;

	private final OwnProcess process;

	/**
	 * Starts it.
	 * @param minute how many seconds a minute of the rules is here
	 */
	PrometheusServer(Stack stack, List<String> applications, int minute) throws Exception {
		Path program = Tool.find("prometheus", Tool.onPath("prometheus"), Tool.kept("prometheus"));
		Path folder = Files.createTempDirectory(RunningStack.FOLDER, "prometheus");
		Files.writeString(folder.resolve("alerts.yml"), shortened(Files.readString(RULES), minute));
		Files.writeString(folder.resolve("prometheus.yml"), configuration(stack, applications));
		int port = this.ports.free();
		this.url = "http://127.0.0.1:" + port;
		this.process = OwnProcess.start(
				List.of(program.toString(), "--config.file=" + folder.resolve("prometheus.yml"),
						"--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port),
				Map.of(), folder.resolve("prometheus.log"));
		this.process.awaitReady("Prometheus", folder.resolve("prometheus.log"), this::isReady);
	}

	private static String shortened(String rules, int minute) {
		return SPAN.matcher(rules)
			.replaceAll(
					(span) -> Integer.parseInt(span.group(1)) * minute * (span.group(2).equals("h") ? 60 : 1) + "s");
	}

	private static String configuration(Stack stack, List<String> applications) {
		List<String> targets = new ArrayList<>();
		applications.forEach((name) -> targets.add("""
				      - targets: ["%s"]
				        labels: {application: %s}
				""".formatted(URI.create(stack.application(name).url()).getAuthority(), name)));
		return """
				global: {scrape_interval: 2s, evaluation_interval: 2s}
				rule_files: [alerts.yml]
				scrape_configs:
				  - job_name: cinema
				    metrics_path: /actuator/prometheus
				    static_configs:
				""" + String.join("", targets);
	}

	private boolean isReady() {
		try {
			return this.http
				.send(HttpRequest.newBuilder(URI.create(this.url + "/-/ready")).build(), BodyHandlers.discarding())
				.statusCode() == 200;
		}
		catch (Exception ex) {
			return false;
		}
	}

	/** The alerts that speak, or are about to. */
	Set<String> alerts() throws Exception {
		Set<String> names = new TreeSet<>();
		for (JsonNode alert : ask("/api/v1/alerts").path("data").path("alerts")) {
			names.add(alert.path("labels").path("alertname").asString());
		}
		return names;
	}

	/** What a query of one number says; 0 when it says nothing. */
	double value(String query) throws Exception {
		return Double.parseDouble(result(query).path(0).path("value").path(1).asString("0"));
	}

	/** How many lines a panel draws by this query. */
	int lines(String query) throws Exception {
		return result(query).size();
	}

	private JsonNode result(String query) throws Exception {
		return ask("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)).path("data")
			.path("result");
	}

	private JsonNode ask(String path) throws Exception {
		return JsonMapper.shared()
			.readTree(
					this.http.send(HttpRequest.newBuilder(URI.create(this.url + path)).build(), BodyHandlers.ofString())
						.body());
	}

	@Override
	public void close() {
		this.process.end(10);
		this.ports.close();
	}

}
