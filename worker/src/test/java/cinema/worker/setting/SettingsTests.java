package cinema.worker.setting;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsTests {

	private final ApplicationContextRunner settings = new ApplicationContextRunner().withUserConfiguration(Ours.class);

	@ParameterizedTest
	@ValueSource(strings = { "cinema.email.from=nobody", "cinema.email.connections=0", "cinema.email.idle=-1s",
			"cinema.email.helo-name=localhost", "cinema.email.refusals=0", "cinema.email.late=0s", "cinema.sms.late=0s",
			"cinema.email.timeouts.dot=0s", "cinema.ledger.grace=-1s", "cinema.ledger.lease=1s",
			"cinema.ledger.renew-every=0s", "cinema.queue.prefetch=0", "cinema.queue.concurrency.urgent=0",
			"cinema.queue.max-size=-1B" })
	void refusesWhatCannotBe(String setting) {
		this.settings.withPropertyValues(setting)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(setting.substring(0, setting.indexOf('='))));
	}

	@ConfigurationPropertiesScan("cinema.worker")
	static class Ours {

	}

}
