package cinema.auth.setting;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SettingsTests {

	private final ApplicationContextRunner settings = new ApplicationContextRunner()
		.withInitializer(new ConfigDataApplicationContextInitializer())
		.withUserConfiguration(Ours.class);

	@ParameterizedTest
	@ValueSource(strings = { "cinema.confirmation.life=-1s", "cinema.link.base-url=ftp://x", "cinema.outbox.batch=0",
			"cinema.outbox.keep=0s", "cinema.security.services.one.token=short", "cinema.token.access-lifetime=-5m",
			"cinema.token.refresh-lifetime=1m", "cinema.outbox.toppic=x" })
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
		assertThatExceptionOfType(RefusedSettingsException.class)
			.isThrownBy(() -> check(Map.of("CINEMA_FOO_BAR", "1", "cinema.fooo", "2",
					"CINEMA_SECURITY_SERVICES_ORCHESTRATOR_TOKEN", "3")))
			.withMessageContainingAll("CINEMA_FOO_BAR is no setting", "cinema.fooo is no setting",
					"its groups are cinema.")
			.satisfies((refused) -> assertThat(refused.getMessage())
				.doesNotContain("CINEMA_SECURITY_SERVICES_ORCHESTRATOR_TOKEN"));
	}

	@Test
	void takesEveryNameThatSpringTakesAndThoseOfTheLaptop() {
		assertThatCode(() -> check(Map.of("CINEMA_SECURITY_SERVICES_ORCHESTRATOR_TOKEN", "1", "CINEMA_LINK_BASE_URL",
				"2", "CINEMA_DEV_POSTGRES_URL", "3", "cinema.dev.folder", "4", "CINEMATIC", "5")))
			.doesNotThrowAnyException();
	}

	@Test
	void refusesMissingShortAndSampleSecretsInProductionAlone() {
		Map<String, Object> weak = Map.of("spring.datasource.password", "short", "SPRING_MAIL_PASSWORD", "Change-Me");

		assertThatCode(() -> check(weak)).doesNotThrowAnyException();
		assertThatExceptionOfType(RefusedSettingsException.class).isThrownBy(() -> check(weak, "production"))
			.withMessageContainingAll("cinema.token.private-key is missing",
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

	@ConfigurationPropertiesScan("cinema.auth")
	static class Ours {

	}

}
