package cinema.dev.compose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules of the alerts by Prometheus' own tests of rules. */
class AlertRulesTests {

	private static final Path MONITORING = ComposeFile.PROJECT.resolve("deploy/monitoring");

	private static final Pattern FIRES = Pattern.compile("exp_samples: \\[\\{labels: '\\{alertname=\"(\\w+)\"}'");

	@Test
	void fireByTheirFaultsAndAreQuietInOrdinaryLoad() throws Exception {
		promtool("check", "rules", "alerts.yml");
		assertThat(promtool("test", "rules", "tests/faults.yml", "tests/ordinary.yml")).contains("SUCCESS");
	}

	@Test
	void areReadByPrometheusAsItsConfigurationSays() throws Exception {
		assertThat(promtool("check", "config", "--syntax-only", "prometheus.yml")).contains("SUCCESS");
		assertThat(Files.readString(MONITORING.resolve("prometheus.yml"))).contains("- /etc/prometheus/alerts.yml\n");
	}

	@Test
	void haveATestOfTheirFaultEach() throws Exception {
		assertThat(matches(FIRES, "tests/faults.yml"))
			.isEqualTo(matches(Pattern.compile("- alert: (\\w+)"), "alerts.yml"))
			.hasSizeGreaterThan(30);
	}

	private static Set<String> matches(Pattern pattern, String file) throws Exception {
		return pattern.matcher(Files.readString(MONITORING.resolve(file)))
			.results()
			.map((found) -> found.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String promtool(String... arguments) throws Exception {
		Path promtool = Tool.find("promtool", Tool.onPath("promtool"), Tool.kept("promtool"));
		List<String> command = new ArrayList<>(List.of(promtool.toString()));
		command.addAll(List.of(arguments));
		return Tool.run(command, MONITORING, 0);
	}

}
