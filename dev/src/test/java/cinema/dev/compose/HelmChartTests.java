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

import cinema.dev.setting.ApplicationSettings;
import cinema.dev.setting.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

class HelmChartTests {

	/** What a pod has and a container of compose has not. */
	private static final Set<String> OF_PODS = Set.of("SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE");

	private static final String EVERYTHING = "ingress.enabled=true,networkPolicy.enabled=true,keda.enabled=true,"
			+ "keda.secret=queue,setup.kafka.enabled=true,setup.kafka.configSecret=kafka,setup.rabbitmq.enabled=true,"
			+ "setup.rabbitmq.managementUrl=http://rabbitmq:15672,setup.rabbitmq.secret=rabbitmq,"
			+ "setup.temporal.enabled=true,caSecret=ca,kafka.tls=true,kafka.sasl.mechanism=SCRAM-SHA-512,"
			+ "kafka.sasl.secret=kafka,rabbitmq.tls=true,temporal.tls=true,temporal.clientSecret=temporal,"
			+ "postgres.parameters=sslmode=verify-full,serviceAccount.name=cinema,envFrom[0].secretRef.name=more,"
			+ "volumes[0].name=more,volumes[0].emptyDir.medium=Memory,volumeMounts[0].name=more,"
			+ "volumeMounts[0].mountPath=/more";

	private static final String PROVIDERS = "sms.smpp.host=,smtp.providers.first.host=smtp.first.example,smtp.providers.first.security=starttls,"
			+ "smtp.providers.first.secret=first,smtp.providers.first.perDay=5000000,"
			+ "smtp.providers.first.serves={urgent,normal},smtp.providers.backup.host=smtp.backup.example,"
			+ "smtp.providers.backup.security=tls,smtp.providers.backup.weight=0,"
			+ "smtp.providers.backup.bulkConnections=2,sms.providers.centre.smpp.host=smpp.first.example,"
			+ "sms.providers.centre.smpp.user=cinema,sms.providers.centre.smpp.tls=true,"
			+ "sms.providers.centre.smpp.reportIds=alike,sms.providers.centre.smpp.goneErrors={1,9},"
			+ "sms.providers.centre.secret=centre,sms.providers.centre.countries={7,-77},"
			+ "sms.providers.centre.perSecond=20,sms.providers.web.http.url=https://sms.second.example/messages,"
			+ "sms.providers.web.secret=web,sms.providers.web.weight=20,sms.providers.web.reports=true,"
			+ "sms.providers.web.sender=Film,sms.providers.web.window=20";

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
				.isEqualTo(composed(container.get("name").toString()));
			assertThat(list(container, "env"))
				.filteredOn((one) -> one.get("name").toString().matches(".*(PASSWORD|TOKEN|KEY)"))
				.isNotEmpty()
				.allSatisfy((one) -> assertThat(one).containsKey("valueFrom").doesNotContainKey("value"));
			assertThat(container).containsKeys("startupProbe", "livenessProbe", "readinessProbe", "resources");
		}
		assertThat(deployments()).hasSize(3);
	}

	private static Set<String> composed(String application) {
		Set<String> names = new TreeSet<>(Jars.composed(application).keySet());
		names.addAll(OF_PODS);
		return names;
	}

	/** A misspelt field of a manifest is a fault to it. */
	@Test
	void isUnderstoodByTheApiOfKubernetes() throws Exception {
		Path api = Tool.find("the reader of manifests", Tool.kept("kube-api"));
		Path manifests = Path.of("target/manifests.yaml").toAbsolutePath();
		for (String values : List.of("admin.email=admin@cinema.example", EVERYTHING)) {
			Files.writeString(manifests, template("--set", values));
			String read = Tool.run(List.of("sh", "-c", api + " <" + manifests), ComposeFile.PROJECT, 0);
			assertThat(read).contains("good Deployment", "good PodDisruptionBudget").doesNotContain("fault");
			assertThat(read.lines().filter((line) -> line.startsWith("unknown")))
				.allMatch((line) -> line.contains("keda.sh/") || line.contains("monitoring.coreos.com/"));
		}
	}

	@Test
	void speaksToServersByTlsAndWithAUser() throws Exception {
		String printed = template("--set", EVERYTHING);

		assertThat(printed).contains("SASL_SSL", "SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", "SPRING_KAFKA_SSL_BUNDLE",
				"SPRING_RABBITMQ_SSL_BUNDLE", "SPRING_TEMPORAL_CONNECTION_ENABLEHTTPS",
				"SPRING_TEMPORAL_CONNECTION_MTLS_KEYFILE", "?sslmode=verify-full", "host: auth.cinema.example",
				"host: notifications.cinema.example");
	}

	/** Each application's own, as its settings name them. */
	@Test
	void setsOnlyWhatTheApplicationsRead() throws Exception {
		for (Map<String, Object> deployment : deployments("--set", EVERYTHING + "," + PROVIDERS)) {
			String application = container(deployment).get("name").toString();
			List<Setting> settings = ApplicationSettings.all(Jars.of(application));
			assertThat(list(container(deployment), "env")).isNotEmpty()
				.allSatisfy((one) -> assertThat(settings).as(one.get("name").toString())
					.anyMatch((setting) -> setting.isMeantBy(one.get("name").toString())));
		}
	}

	@Test
	@SuppressWarnings("unchecked")
	void asksOfPostgresNoMoreThanItGives() throws Exception {
		Map<String, Object> values = new Yaml()
			.load(Files.readString(ComposeFile.PROJECT.resolve("deploy/helm/values.yaml")));
		int least = 0;
		int most = 0;
		for (Object one : map(values, "applications").values()) {
			Map<String, Object> application = (Map<String, Object>) one;
			int connections = (int) application.get("connections");
			least += (int) map(application, "replicas").get("min") * connections;
			most += ((int) map(application, "replicas").get("max") + 1) * connections;
		}

		assertThat(least).as("PostgreSQL gives 100 when nothing is said").isLessThan(90);
		assertThat(most).isLessThanOrEqualTo((int) map(values, "postgres").get("maxConnections"));
		assertThat(run(1, "template", "some", "deploy/helm", "-f", "deploy/helm/example-values.yaml", "--kube-version",
				"1.31.0", "--set", "applications.worker.replicas.max=40"))
			.contains("postgres.maxConnections");
	}

	/** Each waits until the one before is rolled out (docs/sms.md). */
	@Test
	void switchesMessagesToTelephonesOnInThreeSteps() throws Exception {
		assertThat(messages("sms.smpp.host=smsc.example")).containsExactly("false", "email,web", "smsc.example");
		assertThat(messages("channels={email,web,sms}")).contains("false", "email,web,sms");
		assertThat(messages("phoneConfirmation=true")).contains("true", "email,web");
	}

	/** First the keys, then the channel (docs/push.md); the private one is a secret. */
	@Test
	void switchesNotificationsByBrowsersOnInTwoSteps() throws Exception {
		List<Map<String, Object>> keys = deployments().stream()
			.flatMap((one) -> list(container(one), "env").stream())
			.filter((one) -> one.get("name").toString().startsWith("CINEMA_PUSH_"))
			.toList();
		assertThat(keys).extracting((one) -> one.get("name"))
			.containsExactlyInAnyOrder("CINEMA_PUSH_PUBLICKEY", "CINEMA_PUSH_PRIVATEKEY", "CINEMA_PUSH_SUBJECT");
		assertThat(keys).filteredOn((one) -> one.get("name").equals("CINEMA_PUSH_PRIVATEKEY"))
			.allSatisfy((one) -> assertThat(one).doesNotContainKey("value").containsKey("valueFrom"));
		assertThat(messages("channels={email,web,push}")).contains("email,web,push");
		assertThat(run(1, "template", "some", "deploy/helm", "-f", "deploy/helm/example-values.yaml", "--kube-version",
				"1.31.0", "--set", "push.subject="))
			.contains("push.subject");
	}

	/** Each with a Secret of its own (docs/providers.md, docs/sms.md). */
	@Test
	void knowsSeveralProvidersOfLettersAndOfMessages() throws Exception {
		Map<String, String> worker = variables("worker", "--set", PROVIDERS);
		assertThat(worker).containsEntry("CINEMA_EMAIL_PROVIDERS_FIRST_HOST", "smtp.first.example")
			.containsEntry("CINEMA_EMAIL_PROVIDERS_FIRST_PERDAY", "5000000")
			.containsEntry("CINEMA_EMAIL_PROVIDERS_FIRST_SERVES", "urgent,normal")
			.containsEntry("CINEMA_EMAIL_PROVIDERS_FIRST_PASSWORD", "first/password")
			.containsEntry("CINEMA_EMAIL_PROVIDERS_BACKUP_WEIGHT", "0")
			.containsEntry("CINEMA_SMS_PROVIDERS_CENTRE_SMPP_HOST", "smpp.first.example")
			.containsEntry("CINEMA_SMS_PROVIDERS_CENTRE_SMPP_SYSTEMID", "cinema")
			.containsEntry("CINEMA_SMS_PROVIDERS_CENTRE_SMPP_PASSWORD", "centre/smpp-password")
			.containsEntry("CINEMA_SMS_PROVIDERS_CENTRE_COUNTRIES", "7,-77")
			.containsEntry("CINEMA_SMS_PROVIDERS_WEB_HTTP_TOKEN", "web/http-token")
			.containsEntry("CINEMA_SMS_PROVIDERS_WEB_WEIGHT", "20")
			.doesNotContainKeys("CINEMA_EMAIL_PROVIDERS_BACKUP_PASSWORD", "CINEMA_SMS_PROVIDERS_CENTRE_HTTP_TOKEN",
					"CINEMA_SMS_PROVIDERS_WEB_REPORTS");
		assertThat(variables("orchestrator", "--set", PROVIDERS))
			.containsEntry("CINEMA_SECURITY_SERVICES_WEB_SCOPES", "sms-reports:write")
			.containsEntry("CINEMA_SECURITY_SERVICES_WEB_TOKEN", "web/reports-token")
			.doesNotContainKey("CINEMA_SECURITY_SERVICES_CENTRE_TOKEN");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					smtp.providers.first.weight=10                                                       | host
					sms.providers.web.weight=10                                                          | sms/providers/web
					sms.providers.web.http.url=http://x,sms.providers.web.smpp.host=y                    | sms/providers/web
					sms.providers.web.http.url=http://x,sms.providers.web.perDa=5                        | perDa
					sms.providers.my-web.http.url=http://x                                               | sms.providers.my-web: a name
					sms.providers.web.http.url=http://x,sms.providers.web.reports=true                   | reports-token
					sms.providers.web.http.url=http://x,sms.smpp.host=y                                  | leave out sms.smpp.host
					""")
	void saysWhatIsWrongWithAProvider(String value, String reason) throws Exception {
		assertThat(run(1, "template", "some", "deploy/helm", "-f", "deploy/helm/example-values.yaml", "--kube-version",
				"1.31.0", "--set", value))
			.contains(reason);
	}

	/** Of an application by name, and of a secret whose Secret and key. */
	private Map<String, String> variables(String application, String... more) throws Exception {
		return deployments(more).stream()
			.filter((one) -> container(one).get("name").equals(application))
			.flatMap((one) -> list(container(one), "env").stream())
			.collect(Collectors.toMap((one) -> one.get("name").toString(), (one) -> {
				Map<String, Object> secret = one.containsKey("valueFrom") ? map(map(one, "valueFrom"), "secretKeyRef")
						: Map.of();
				return secret.isEmpty() ? one.get("value").toString() : secret.get("name") + "/" + secret.get("key");
			}));
	}

	private List<Object> messages(String value) throws Exception {
		return deployments("--set", value).stream()
			.flatMap((one) -> list(container(one), "env").stream())
			.filter((one) -> one.get("name")
				.toString()
				.matches("CINEMA_(PHONE_CONFIRMATION|QUEUE_CHANNELS|SMS_SMPP_HOST)"))
			.map((one) -> one.get("value"))
			.toList();
	}

	@Test
	void refusesAMisspeltValue() throws Exception {
		assertThat(run(1, "template", "some", "deploy/helm", "-f", "deploy/helm/example-values.yaml", "--set",
				"smtp.security=ssl,kafkaa.tls=true"))
			.contains("/smtp/security", "kafkaa");
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

		assertThat(kinds).isEqualTo(Map.of("Deployment", 3L, "Service", 3L, "HorizontalPodAutoscaler", 3L,
				"PodDisruptionBudget", 3L, "ServiceAccount", 1L, "Pod", 3L));
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

	private List<Map<String, Object>> deployments(String... more) throws Exception {
		return documents(more).stream().filter((one) -> one.get("kind").equals("Deployment")).toList();
	}

	@SuppressWarnings("unchecked")
	private List<Map<String, Object>> documents(String... more) throws Exception {
		return StreamSupport.stream(new Yaml().loadAll(template(more)).spliterator(), false)
			.filter((one) -> one != null)
			.map((one) -> (Map<String, Object>) one)
			.toList();
	}

	private String template(String... more) throws Exception {
		List<String> arguments = new ArrayList<>(List.of("template", "some", "deploy/helm", "-f",
				"deploy/helm/example-values.yaml", "--kube-version", "1.31.0"));
		arguments.addAll(List.of(more));
		return run(0, arguments.toArray(String[]::new));
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
