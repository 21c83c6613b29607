package cinema.worker.setting;

import cinema.platform.setting.RefusedSettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SettingsTests {

	private final ApplicationContextRunner settings = new ApplicationContextRunner().withUserConfiguration(Ours.class);

	@ParameterizedTest
	@ValueSource(strings = { "cinema.email.from=nobody", "cinema.email.connections=0", "cinema.email.idle=-1s",
			"cinema.ledger.lease=1s", "cinema.ledger.renew-every=0s", "cinema.queue.prefetch=0",
			"cinema.queue.concurrency.urgent=0", "cinema.queue.max-size=-1B" })
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
			.withMessageContainingAll("spring.datasource.password is missing", "spring.rabbitmq.password is missing");
	}

	private static String messages(Throwable failure) {
		StringBuilder messages = new StringBuilder();
		for (Throwable one = failure; one != null; one = one.getCause()) {
			messages.append(one.getMessage()).append('\n');
		}
		return messages.toString();
	}

	@ConfigurationPropertiesScan("cinema.worker")
	static class Ours {

	}

}
