package cinema.dev.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import cinema.dev.stack.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The panels of the dashboard by what a real Prometheus has scraped. */
@Timeout(400)
class DashboardTests {

	private static final Path DASHBOARD = Path.of("../deploy/monitoring/grafana/dashboards/notifications.json");

	/** What is drawn when something fails alone. */
	private static final Set<String> QUIET = Set.of("Failed requests", "Alerts");

	private final Stack stack = RunningStack.get();

	@Test
	void drawSomethingEachWhileLettersGo() throws Exception {
		Events events = new Events(this.stack.places());
		List<JsonNode> panels = JsonMapper.shared()
			.readTree(Files.readString(DASHBOARD))
			.path("panels")
			.valueStream()
			.filter((panel) -> !panel.path("type").asString().equals("row"))
			.toList();
		assertThat(panels).hasSizeGreaterThan(25);
		try (PrometheusServer prometheus = new PrometheusServer(this.stack, List.of("auth", "orchestrator", "worker"),
				2)) {
			await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofSeconds(5)).untilAsserted(() -> {
				events.announce(Letters.ids("drawn", 3).stream().map(Events::signUp).toList());
				assertThat(empty(panels, prometheus)).isSubsetOf(QUIET);
			});
		}
	}

	private static Set<String> empty(List<JsonNode> panels, PrometheusServer prometheus) throws Exception {
		Set<String> empty = new TreeSet<>();
		for (JsonNode panel : panels) {
			for (JsonNode target : panel.path("targets")) {
				String query = target.path("expr").asString().replace("$__rate_interval", "60s");
				assertThat(query).as(panel.path("title").asString()).isNotEmpty().doesNotContain("$");
				if (prometheus.lines(query) == 0) {
					empty.add(panel.path("title").asString());
				}
			}
		}
		return empty;
	}

}
