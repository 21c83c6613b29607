package cinema.auth.setting;

import org.junit.jupiter.api.Test;
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
			"cinema.token.refresh-lifetime=1m", "cinema.outbox.toppic=x", "cinema.factor.secret=short",
			"cinema.hash.heap-share=0", "cinema.hash.longest-wait=0s", "cinema.signin.device-life=0s" })
	void refusesWhatCannotBe(String setting) {
		this.settings.withPropertyValues(setting)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(setting.substring(0, setting.indexOf('='))));
	}

	/** Kubernetes or not: else anybody could call from anywhere. */
	@Test
	void believesNobodyWhoSaysForWhomTheyCall() {
		this.settings.withPropertyValues("spring.main.cloud-platform=kubernetes").run((context) -> {
			assertThat(context.getEnvironment().getProperty("server.forward-headers-strategy")).isEqualTo("none");
			assertThat(context.getEnvironment().getProperty("server.tomcat.remoteip.internal-proxies"))
				.isEqualTo("127.0.0.0/8, ::1/128");
		});
	}

	@ConfigurationPropertiesScan("cinema.auth")
	static class Ours {

	}

}
