package cinema.dev.compose;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

import cinema.dev.setting.ApplicationSettings;
import cinema.dev.setting.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ComposeFileTests {

	private static final Pattern PLACE = Pattern.compile("(?:^|//|@|,)([a-z][a-z0-9-]*)(?::(\\d+))?(?=[/,:]|$)");

	private static final Pattern NAMES_A_PLACE = Pattern
		.compile(".*(?:_HOST|_TARGET|_SERVERS|_ADDRESS|_URL|_VOTERS|DATABASE_ADDRESS)");

	private static final Pattern PINNED = Pattern.compile("[a-z/-]+:v?\\d+(?:[.]\\d+)+[a-z0-9.-]*");

	/**
	 * Where a service of the cinema is that is no part of this system, where browsers
	 * find us, and the mail server of whoever runs it.
	 */
	private static final Set<String> ELSEWHERE = Set.of("CINEMA_CONTEXT_SERVICES_FASTAPI_URL",
			"CINEMA_ATTACHMENTS_SERVICES_FASTAPI_URL", "CINEMA_ADMIN_URL", "SPRING_MAIL_HOST",
			"CINEMA_BOUNCE_MAILBOX_HOST", "CINEMA_SMS_SMPP_HOST", "CINEMA_SMS_HTTP_URL");

	/**
	 * What a mail server without users, or one that signs letters itself, has none of.
	 */
	private static final Set<String> MAY_BE_EMPTY = Set.of("SMTP_USER", "SMTP_PASSWORD", "UNSUBSCRIBE_MAILTO",
			"DKIM_DOMAIN", "DKIM_SELECTOR", "DKIM_PRIVATE", "CAP_LETTERS", "INBOX_ORIGINS", "RETURN_PATH_DOMAIN",
			"RETURN_PATH_KEY", "BOUNCES_HOST", "BOUNCES_USER", "BOUNCES_PASSWORD", "SMPP_HOST", "SMPP_USER",
			"SMPP_PASSWORD", "SMS_URL", "SMS_TOKEN", "SMS_COUNTRIES", "PUSH_PUBLIC", "PUSH_PRIVATE", "PUSH_SUBJECT");

	private static final Set<String> JOBS = Set.of("kafka-topics", "temporal-schema", "temporal-namespace");

	private final ComposeFile compose = ComposeFile.with(secrets());

	private static Map<String, String> secrets() {
		return ComposeFile.variables()
			.keySet()
			.stream()
			.collect(
					Collectors.toMap((name) -> name, (name) -> name.endsWith("PORT") ? "10000" : "a1b2c3d4e5f6a7b8c9"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "auth", "orchestrator", "worker" })
	void setsOnlyWhatTheApplicationReads(String application) {
		List<Setting> settings = ApplicationSettings.all(Jars.of(application));

		assertThat(this.compose.environment(application).keySet()).isNotEmpty()
			.allSatisfy((name) -> assertThat(settings).as(name).anyMatch((setting) -> setting.isMeantBy(name)));
	}

	/** Whoever says nothing has the inbox, as with the application alone. */
	@Test
	void leavesTheInboxOn() {
		Map<String, String> unset = ComposeFile.environmentFile(ComposeFile.PROJECT.resolve(".env.example"));
		Map<String, String> bare = new TreeMap<>(secrets());
		bare.remove("CHANNELS");

		assertThat(unset).containsEntry("CHANNELS", "email,web");
		assertThat(ComposeFile.with(bare).environment("orchestrator")).containsEntry("CINEMA_QUEUE_CHANNELS",
				"email,web");
	}

	/** The worker alone has the keys, and whoever says nothing has none. */
	@Test
	void givesTheKeysOfNotificationsToTheWorker() {
		Map<String, String> given = new TreeMap<>(secrets());
		given.put("PUSH_PUBLIC", "the public one");
		given.put("PUSH_PRIVATE", "the private one");
		given.put("PUSH_SUBJECT", "mailto:push@cinema.example");
		given.put("CHANNELS", "email,web,push");
		ComposeFile on = ComposeFile.with(given);

		assertThat(on.environment("worker")).containsEntry("CINEMA_PUSH_PUBLICKEY", "the public one")
			.containsEntry("CINEMA_PUSH_PRIVATEKEY", "the private one")
			.containsEntry("CINEMA_PUSH_SUBJECT", "mailto:push@cinema.example");
		assertThat(on.environment("orchestrator")).containsEntry("CINEMA_QUEUE_CHANNELS", "email,web,push");
		assertThat(on.environment("orchestrator").values()).doesNotContain("the private one");
		assertThat(ComposeFile.environmentFile(ComposeFile.PROJECT.resolve(".env.example")))
			.containsEntry("PUSH_PRIVATE", "");
	}

	@ParameterizedTest
	@ValueSource(strings = { "auth", "orchestrator", "worker" })
	void setsWhateverIsElseOfALaptop(String application) throws Exception {
		Set<String> given = this.compose.environment(application).keySet();
		Set<String> wanted = ofALaptop(application);
		if (!application.equals("auth")) {
			wanted.addAll(List.of("spring.rabbitmq.host", "spring.rabbitmq.username", "spring.rabbitmq.password"));
		}

		assertThat(wanted).hasSizeGreaterThan(2)
			.allSatisfy((name) -> assertThat(given)
				.anyMatch((variable) -> new Setting(name, "", "", "").isMeantBy(variable)));
	}

	/**
	 * What application.yaml says for a laptop alone: local addresses and empty passwords.
	 */
	private static Set<String> ofALaptop(String application) throws Exception {
		try (ZipFile jar = new ZipFile(Jars.of(application).toFile());
				InputStream yaml = jar.getInputStream(jar.getEntry("BOOT-INF/classes/application.yaml"))) {
			Map<String, String> values = new TreeMap<>();
			flatten("", new Yaml().load(yaml), values);
			values.values()
				.removeIf((value) -> !value.isEmpty() && !value.matches(".*(?:localhost|127[.]0[.]0[.]1).*"));
			return new TreeSet<>(values.keySet());
		}
	}

	private static void flatten(String path, Object value, Map<String, String> values) {
		if (value instanceof Map<?, ?> map) {
			map.forEach((key, inner) -> flatten(path.isEmpty() ? key.toString() : path + "." + key, inner, values));
		}
		else {
			values.put(path, String.valueOf(value));
		}
	}

	@Test
	void namesOnlyServicesAsHosts() {
		for (String service : this.compose.names()) {
			this.compose.environment(service).forEach((name, value) -> {
				if (NAMES_A_PLACE.matcher(name).matches() && !name.endsWith("BIND_ADDRESS")
						&& !ELSEWHERE.contains(name)) {
					hosts(value)
						.forEach((host) -> assertThat(this.compose.names()).as(service + " " + name).contains(host));
				}
			});
		}
		assertThat(hosts("jdbc:postgresql://postgres:5432/auth")).containsExactly("postgres");
	}

	private static List<String> hosts(String value) {
		return PLACE.matcher(value)
			.results()
			.map((match) -> match.group(1))
			.filter((one) -> !Set.of("jdbc", "http", "https").contains(one))
			.toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "auth", "orchestrator", "worker" })
	void waitsForWhateverAnApplicationCannotStartWithout(String application) {
		Set<String> talksTo = new TreeSet<>();
		this.compose.environment(application).forEach((name, value) -> {
			if (NAMES_A_PLACE.matcher(name).matches() && !name.startsWith("CINEMA_") && !ELSEWHERE.contains(name)) {
				talksTo.addAll(hosts(value));
			}
		});

		assertThat(this.compose.waitsFor(application)).containsAll(talksTo);
		assertThat(talksTo).contains("postgres");
	}

	@Test
	void waitsUntilWhatIsNeededWorks() {
		this.compose.names().forEach((service) -> this.compose.map(service, "depends_on").forEach((needed, how) -> {
			String wanted = JOBS.contains(needed) ? "service_completed_successfully"
					: needed.equals("tempo") ? "service_started" : "service_healthy";
			assertThat(how).as(service + " needs " + needed).isEqualTo(Map.of("condition", wanted));
		}));
	}

	@Test
	void opensPortsToThisMachineAlone() {
		this.compose.names()
			.forEach((service) -> assertThat(this.compose.list(service, "ports")).as(service)
				.allMatch((port) -> port.matches("127[.]0[.]0[.]1:\\d+:\\d+")));
	}

	@Test
	void saysOfEachServiceWhichVersionHowMuchMemoryAndWhatAfterItsEnd() {
		for (String name : this.compose.names()) {
			Map<String, Object> service = this.compose.service(name);
			assertThat(service.get("image").toString().replaceFirst(":a1b2.*", ":1.0.0")).as(name).matches(PINNED);
			assertThat(service).as(name).containsKeys("mem_limit", "restart", "logging");
			boolean ownCheck = ComposeFile.APPLICATIONS.contains(name);
			assertThat(JOBS.contains(name) || ownCheck || service.containsKey("healthcheck")).as(name + " health")
				.isTrue();
		}
	}

	@Test
	void refusesToStartWithoutEachSecret() {
		Map<String, String> all = secrets();
		Set<String> needed = ComposeFile.variables()
			.entrySet()
			.stream()
			.filter(Map.Entry::getValue)
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());

		assertThat(needed).hasSize(19).allSatisfy((name) -> {
			Map<String, String> without = new TreeMap<>(all);
			without.put(name, "");
			assertThatIllegalArgumentException().isThrownBy(() -> ComposeFile.with(without))
				.withMessageContaining(name)
				.withMessageContaining("deploy/compose/secrets.sh");
		});
	}

	@Test
	void hasASampleOfEverySettingAndOfNoSecret() {
		Map<String, String> sample = ComposeFile.environmentFile(ComposeFile.PROJECT.resolve(".env.example"));
		Map<String, Boolean> variables = new TreeMap<>(ComposeFile.variables());
		// Read by docker compose itself.
		assertThat(sample.remove("COMPOSE_PROFILES")).isEmpty();

		assertThat(sample.keySet()).containsExactlyInAnyOrderElementsOf(variables.keySet());
		variables.forEach((name, needed) -> assertThat(sample.get(name).isEmpty()).as(name)
			.isEqualTo(needed || MAY_BE_EMPTY.contains(name)));
	}

	@Test
	void believesTheTokensThatAuthSigns() {
		Map<String, String> auth = this.compose.environment("auth");
		Map<String, String> orchestrator = this.compose.environment("orchestrator");

		assertThat(auth.get("CINEMA_TOKEN_ISSUER")).isNotBlank()
			.isEqualTo(auth.get("CINEMA_LINK_BASEURL"))
			.isEqualTo(orchestrator.get("CINEMA_SECURITY_JWT_ISSUER"));
		assertThat(auth.get("CINEMA_AUTHORIZATION_CLIENTS_ADMIN_SCOPES")).contains("openid", "mailings:write");
	}

	@Test
	void sealsWhatRestsOutsideTheApplications() {
		Map<String, String> auth = this.compose.environment("auth");
		Map<String, String> orchestrator = this.compose.environment("orchestrator");

		assertThat(orchestrator).containsKeys("CINEMA_CODEC_KEYS_ONE", "CINEMA_JOURNAL_KEYS_ONE");
		assertThat(orchestrator.get("CINEMA_SEAL_KEYS_ONE")).isNotBlank().isEqualTo(auth.get("CINEMA_SEAL_KEYS_ONE"));
		assertThat(orchestrator.get("CINEMA_UNSUBSCRIBE_KEYS_ONE")).isNotBlank()
			.isEqualTo(auth.get("CINEMA_UNSUBSCRIBE_KEYS_ONE"));
		assertThat(this.compose.environment("temporal-ui").get("TEMPORAL_CODEC_ENDPOINT"))
			.startsWith("http://127.0.0.1:")
			.endsWith("/api/v1/codec");
	}

	/** What was erased is gone from Kafka in a week, wherever it lay. */
	@Test
	void keepsDeadLettersNoLongerThanEvents() throws Exception {
		String topics = Files.readString(ComposeFile.PROJECT.resolve("deploy/helm/files/topics.sh"));
		assertThat(Pattern.compile("retention[.]ms=(\\d+)").matcher(topics).results().map((one) -> one.group(1)))
			.containsExactly("604800000", "604800000");
		assertThat(Files.readString(ComposeFile.PROJECT.resolve("deploy/helm/files/definitions.json")))
			.contains("\"message-ttl\": 604800000");
	}

	@Test
	void showsDashboardsWhereGrafanaLooksForThem() throws Exception {
		String folder = "/etc/grafana/cinema/dashboards";
		Path grafana = ComposeFile.PROJECT.resolve("deploy/monitoring/grafana");

		assertThat(this.compose.list("grafana", "volumes"))
			.contains("./deploy/monitoring/grafana/dashboards:" + folder + ":ro")
			.contains("./deploy/monitoring/grafana/provisioning:/etc/grafana/provisioning:ro");
		assertThat(Files.readString(grafana.resolve("provisioning/dashboards/notifications.yml")))
			.contains("path: " + folder + "\n");
		assertThat(grafana.resolve("dashboards")).isDirectoryContaining("glob:**.json");
	}

	/** Each target and receiver of the monitoring is a service of the same network. */
	/** People's ports have neither health nor figures. */
	@ParameterizedTest
	@ValueSource(strings = { "auth", "orchestrator", "worker" })
	void looksAtFiguresWhereNoStrangerComes(String application) throws Exception {
		Map<String, String> environment = this.compose.environment(application);

		assertThat(environment.get("MANAGEMENT_SERVER_PORT")).isNotNull().isNotEqualTo(environment.get("SERVER_PORT"));
		assertThat(Files.readString(ComposeFile.PROJECT.resolve("deploy/monitoring/prometheus.yml")))
			.contains("\"" + application + ":" + environment.get("MANAGEMENT_SERVER_PORT") + "\"");
		assertThat(Files
			.readString(ComposeFile.PROJECT.resolve(application + "/src/main/resources/application-production.yaml")))
			.contains("    port: 9090\n");
	}

	@Test
	void watchesServicesThatAreThereAndTellsOneOfThem() throws Exception {
		Path monitoring = ComposeFile.PROJECT.resolve("deploy/monitoring");
		String prometheus = Files.readString(monitoring.resolve("prometheus.yml"));
		List<String> targets = Pattern.compile("targets: \\[\"([a-z]+):\\d+\"]")
			.matcher(prometheus)
			.results()
			.map((target) -> target.group(1))
			.toList();

		assertThat(targets).contains("alertmanager", "auth", "orchestrator", "worker")
			.allSatisfy((target) -> assertThat(this.compose.names()).contains(target));
		assertThat(Files.readString(monitoring.resolve("alertmanager.yml"))).contains("smtp_smarthost: mailpit:1025\n",
				"smtp_require_tls: false\n");
	}

	@Test
	void mountsFilesThatAreThere() {
		for (String service : this.compose.names()) {
			this.compose.list(service, "volumes")
				.stream()
				.filter((volume) -> volume.startsWith("./"))
				.forEach((volume) -> {
					Path file = ComposeFile.PROJECT.resolve(volume.substring(2, volume.indexOf(':')));
					assertThat(Files.exists(file)).as(service + " mounts " + file).isTrue();
					assertThat(volume).endsWith(":ro");
				});
		}
	}

}
