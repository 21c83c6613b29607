package cinema.dev.setting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import cinema.dev.compose.Jars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The shipped jars end at once, and say why. */
@Timeout(120)
class RefusedStartTests {

	@Test
	void refusesWhatIsNoSetting() throws Exception {
		assertThat(start("orchestrator", Map.of("CINEMA_INTAKE_TOPPICS", "events", "CINEMA_FOO_BAR", "1")))
			.contains("CINEMA_INTAKE_TOPPICS is no setting", "cinema.intake.topics", "CINEMA_FOO_BAR is no setting",
					"docs/configuration.md")
			.doesNotContain("\tat ");
	}

	@ParameterizedTest
	@CsvSource({ "auth,cinema.token.private-key is missing", "worker,SPRING_RABBITMQ_PASSWORD is a sample",
			"orchestrator,cinema.context.services.auth.token is missing" })
	void refusesASampleOrNoSecretInProduction(String application, String fault) throws Exception {
		assertThat(start(application,
				Map.of("SPRING_PROFILES_ACTIVE", "production", "SPRING_RABBITMQ_PASSWORD", "change-me-change-me")))
			.contains("spring.datasource.password is missing", fault, "openssl rand")
			.doesNotContain("change-me", "\tat ");
	}

	@Test
	void refusesAKeyThatIsNone() throws Exception {
		assertThat(start("auth", Map.of("CINEMA_TOKEN_PRIVATEKEY", "abc", "CINEMA_OUTBOX_KEEP", "-1d")))
			.contains("cinema.outbox.keep", "more than nothing")
			.doesNotContain("\tat ");
	}

	/** Without what a laptop has, and within two minutes. */
	private static String start(String application, Map<String, String> settings) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-jar", Jars.of(application).toString()));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().keySet().removeIf((name) -> name.startsWith("CINEMA_") || name.startsWith("SPRING_"));
		builder.environment().putAll(new TreeMap<>(settings));
		Process process = builder.start();
		String printed = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(printed).isEqualTo(1);
		return printed;
	}

}
