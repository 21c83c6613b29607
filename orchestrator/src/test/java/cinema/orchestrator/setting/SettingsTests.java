package cinema.orchestrator.setting;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SettingsTests {

	private final ApplicationContextRunner settings = new ApplicationContextRunner().withUserConfiguration(Ours.class);

	@ParameterizedTest
	@ValueSource(strings = { "cinema.context.services.auth.url=nowhere", "cinema.context.services.auth.tokken=x",
			"cinema.context.deadline=-1s", "cinema.dispatch.receipt-wait=-1s", "cinema.dispatch.receipt-wait=1h",
			"cinema.intake.parallel-starts=0", "cinema.intake.max-size=0B", "cinema.plan.quiet-from=25:00",
			"cinema.plan.max-deferred-gap=1s", "cinema.queue.confirm-timeout=0s",
			"cinema.queue.bulk-confirm-timeout=-1s", "cinema.queue.channels=pigeon",
			"cinema.receiver.default-time-zone=Mars/Olympus", "cinema.receiver.default-locale=?",
			"cinema.rendering.timeout=0s", "cinema.intake.toppics=x" })
	void refusesWhatCannotBe(String setting) {
		String name = setting.substring(0, setting.indexOf('='));
		this.settings.withPropertyValues(setting).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(messages(context.getStartupFailure())).contains(name);
		});
	}

	@Test
	void startsWithItsOwnDefaults() {
		this.settings.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void refusesNamesThatNobodyReads() {
		assertThatExceptionOfType(RefusedSettingsException.class).isThrownBy(
				() -> check(Map.of("CINEMA_FOO_BAR", "1", "cinema.fooo", "2", "CINEMA_CONTEXT_SERVICES_AUTH_URL", "3")))
			.withMessageContainingAll("CINEMA_FOO_BAR is no setting", "cinema.fooo is no setting",
					"its groups are cinema.")
			.satisfies(
					(refused) -> assertThat(refused.getMessage()).doesNotContain("CINEMA_CONTEXT_SERVICES_AUTH_URL"));
	}

	@Test
	void takesEveryNameThatSpringTakesAndThoseOfTheLaptop() {
		assertThatCode(() -> check(Map.of("CINEMA_CONTEXT_SERVICES_AUTH_URL", "1", "CINEMA_RENDERING_LINKBASEURL", "2",
				"CINEMA_DEV_POSTGRES_URL", "3", "cinema.dev.folder", "4", "CINEMATIC", "5")))
			.doesNotThrowAnyException();
	}

	@Test
	void refusesMissingShortAndSampleSecretsInProductionAlone() {
		Map<String, Object> weak = Map.of("spring.datasource.password", "short", "SPRING_MAIL_PASSWORD", "Change-Me");

		assertThatCode(() -> check(weak)).doesNotThrowAnyException();
		assertThatExceptionOfType(RefusedSettingsException.class).isThrownBy(() -> check(weak, "production"))
			.withMessageContainingAll("cinema.context.services.auth.token is missing",
					"spring.datasource.password has fewer than 16", "SPRING_MAIL_PASSWORD is a sample")
			.satisfies((refused) -> assertThat(refused.getMessage()).doesNotContain("Change-Me"));
	}

	private static void check(Map<String, Object> settings, String... profiles) {
		MockEnvironment environment = new MockEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("given", settings));
		environment.setActiveProfiles(profiles);
		new SettingsCheck().postProcessEnvironment(environment, new SpringApplication());
	}

	private static String messages(Throwable failure) {
		StringBuilder messages = new StringBuilder();
		for (Throwable one = failure; one != null; one = one.getCause()) {
			messages.append(one.getMessage()).append('\n');
		}
		return messages.toString();
	}

	@ConfigurationPropertiesScan("cinema.orchestrator")
	static class Ours {

	}

}
