package cinema.dev.compose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

class HelmChartTests {

	private final Path helm = Tool.find("helm", Tool.onPath("helm"), Tool.kept("helm"));

	@Test
	void isACleanChart() throws Exception {
		assertThat(run(0, "lint", "deploy/helm", "--strict", "-f", "deploy/helm/example-values.yaml", "--kube-version",
				"1.31.0"))
			.contains("0 chart(s) failed");
	}

	@Test
	void saysWhatIsMissing() throws Exception {
		assertThat(run(1, "template", "some", "deploy/helm", "--kube-version", "1.31.0")).contains("where is ");
	}

	@Test
	void setsWhatTheComposeFileSets() throws Exception {
		for (Map<String, Object> deployment : deployments()) {
			Map<String, Object> container = container(deployment);
			Set<String> names = list(container, "env").stream()
				.map((one) -> one.get("name").toString())
				.collect(Collectors.toCollection(TreeSet::new));

			assertThat(names).as(container.get("name").toString())
				.isEqualTo(new TreeSet<>(Jars.composed(container.get("name").toString()).keySet()));
			assertThat(list(container, "env"))
				.filteredOn((one) -> one.get("name").toString().matches(".*(PASSWORD|TOKEN|KEY)"))
				.isNotEmpty()
				.allSatisfy((one) -> assertThat(one).containsKey("valueFrom").doesNotContainKey("value"));
			assertThat(container).containsKeys("startupProbe", "livenessProbe", "readinessProbe", "resources");
		}
		assertThat(deployments()).hasSize(3);
	}

	@Test
	void knowsTheServicesThatEventsName() throws Exception {
		String printed = run(0, "template", "some", "deploy/helm", "-f", "deploy/helm/example-values.yaml",
				"--kube-version", "1.31.0", "--set",
				"services.shop.url=http://shop,services.shop.secret=shop-token,services.shop.paths={/films}");

		assertThat(printed).contains("CINEMA_CONTEXT_SERVICES_FASTAPI_URL", "CINEMA_CONTEXT_SERVICES_SHOP_URL",
				"CINEMA_CONTEXT_SERVICES_SHOP_TOKEN", "name: shop-token", "CINEMA_CONTEXT_SERVICES_SHOP_PATHS");
		assertThat(run(1, "template", "some", "deploy/helm", "-f", "deploy/helm/example-values.yaml", "--kube-version",
				"1.31.0", "--set", "services.shop.url=http://shop,services.shop.secret=shop-token"))
			.contains("services.shop.paths");
		assertThat(run(1, "template", "some", "deploy/helm", "-f", "deploy/helm/example-values.yaml", "--kube-version",
				"1.31.0", "--set", "services.my-shop.url=http://shop"))
			.contains("services.my-shop");
	}

	@Test
	void believesTheTokensThatAuthSigns() throws Exception {
		Set<Object> issuers = deployments().stream()
			.flatMap((one) -> list(container(one), "env").stream())
			.filter((one) -> Set.of("CINEMA_TOKEN_ISSUER", "CINEMA_SECURITY_JWT_ISSUER").contains(one.get("name")))
			.map((one) -> one.get("value"))
			.collect(Collectors.toSet());

		assertThat(issuers).containsExactly("https://auth.cinema.example");
	}

	@Test
	void scalesAndProtectsEachApplication() throws Exception {
		Map<Object, Long> kinds = documents().stream()
			.collect(Collectors.groupingBy((one) -> one.get("kind"), Collectors.counting()));

		assertThat(kinds).isEqualTo(
				Map.of("Deployment", 3L, "Service", 3L, "HorizontalPodAutoscaler", 3L, "PodDisruptionBudget", 3L));
	}

	@Test
	void isWatchedByTheSameNamesAndRulesAsTheComposeFile() throws Exception {
		List<Map<String, Object>> watched = documents("--set", "monitoring.scrape=true,monitoring.labels.release=main",
				"--set-file", "monitoring.alerts=deploy/monitoring/alerts.yml", "--set-file",
				"monitoring.dashboard=deploy/monitoring/grafana/dashboards/notifications.json");

		Map<String, Object> monitor = only(watched, "ServiceMonitor");
		Map<String, Object> endpoint = list(map(monitor, "spec"), "endpoints").get(0);
		assertThat(endpoint.get("path")).isEqualTo("/actuator/prometheus");
		assertThat(list(endpoint, "relabelings")).contains(Map.of("targetLabel", "job", "replacement", "cinema"),
				Map.of("sourceLabels", List.of("__meta_kubernetes_service_label_app_kubernetes_io_name"), "targetLabel",
						"application"));
		assertThat(watched).filteredOn((one) -> one.get("kind").equals("Service"))
			.hasSize(3)
			.allSatisfy((service) -> assertThat(map(map(service, "metadata"), "labels"))
				.containsAllEntriesOf(map(map(map(monitor, "spec"), "selector"), "matchLabels")));
		Map<String, Object> rules = only(watched, "PrometheusRule");
		Object ours = new Yaml().load(Files.readString(ComposeFile.PROJECT.resolve("deploy/monitoring/alerts.yml")));
		assertThat(rules.get("spec")).isEqualTo(ours);
		assertThat(map(map(rules, "metadata"), "labels")).containsEntry("release", "main");
		assertThat(map(only(watched, "ConfigMap"), "data").get("notifications.json")).asString()
			.isEqualTo(Files
				.readString(ComposeFile.PROJECT.resolve("deploy/monitoring/grafana/dashboards/notifications.json")));
	}

	private static Map<String, Object> only(List<Map<String, Object>> documents, String kind) {
		List<Map<String, Object>> found = documents.stream().filter((one) -> one.get("kind").equals(kind)).toList();
		assertThat(found).as(kind).hasSize(1);
		return found.get(0);
	}

	private List<Map<String, Object>> deployments() throws Exception {
		return documents().stream().filter((one) -> one.get("kind").equals("Deployment")).toList();
	}

	@SuppressWarnings("unchecked")
	private List<Map<String, Object>> documents(String... more) throws Exception {
		List<String> arguments = new ArrayList<>(List.of("template", "some", "deploy/helm", "-f",
				"deploy/helm/example-values.yaml", "--kube-version", "1.31.0"));
		arguments.addAll(List.of(more));
		String printed = run(0, arguments.toArray(String[]::new));
		return StreamSupport.stream(new Yaml().loadAll(printed).spliterator(), false)
			.filter((one) -> one != null)
			.map((one) -> (Map<String, Object>) one)
			.toList();
	}

	private static Map<String, Object> container(Map<String, Object> deployment) {
		return list(map(map(map(deployment, "spec"), "template"), "spec"), "containers").get(0);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Map<String, Object> from, String key) {
		return (Map<String, Object>) from.get(key);
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> list(Map<String, Object> from, String key) {
		return (List<Map<String, Object>>) from.get(key);
	}

	private String run(int wanted, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of(this.helm.toString()));
		command.addAll(List.of(arguments));
		return Tool.run(command, ComposeFile.PROJECT, wanted);
	}

}
