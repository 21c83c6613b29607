package cinema.auth.setting;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsTests {

	private final ApplicationContextRunner settings = new ApplicationContextRunner()
		.withInitializer(new ConfigDataApplicationContextInitializer())
		.withUserConfiguration(Ours.class);

	@ParameterizedTest
	@ValueSource(strings = { "cinema.confirmation.life=-1s", "cinema.link.base-url=ftp://x", "cinema.outbox.batch=0",
			"cinema.outbox.keep=0s", "cinema.security.services.one.token=short", "cinema.token.access-lifetime=-5m",
			"cinema.token.refresh-lifetime=1m", "cinema.outbox.toppic=x" })
	void refusesWhatCannotBe(String setting) {
		this.settings.withPropertyValues(setting)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(setting.substring(0, setting.indexOf('='))));
	}

	@ConfigurationPropertiesScan("cinema.auth")
	static class Ours {

	}

}
