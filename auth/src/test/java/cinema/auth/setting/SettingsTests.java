package cinema.auth.setting;

import cinema.platform.setting.RefusedSettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
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
	void doesNotStartInProductionWithoutItsSecrets() {
		assertThatExceptionOfType(RefusedSettingsException.class)
			.isThrownBy(() -> new SpringApplicationBuilder(Ours.class).web(WebApplicationType.NONE)
				.profiles("production")
				.run())
			.withMessageContainingAll("spring.datasource.password is missing", "cinema.token.private-key is missing");
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
