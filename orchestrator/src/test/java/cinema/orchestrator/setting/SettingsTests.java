package cinema.orchestrator.setting;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

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
		this.settings.withPropertyValues(setting)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(setting.substring(0, setting.indexOf('='))));
	}

	@Test
	void refusesATokenThatMayGoAnywhere() {
		this.settings
			.withPropertyValues("cinema.context.services.films.url=http://films",
					"cinema.context.services.films.token=secret")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("cinema.context.services.films.paths"));
	}

	@ConfigurationPropertiesScan("cinema.orchestrator")
	static class Ours {

	}

}
