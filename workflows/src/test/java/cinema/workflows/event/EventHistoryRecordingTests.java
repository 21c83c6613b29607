package cinema.workflows.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import io.temporal.client.WorkflowFailedException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Records the histories that are still missing for this version of the workflow:
 * {@code mvn -pl workflows test
 * -Dtest=EventHistoryRecordingTests -Drecord=v1}. What is there is never written again.
 */
@EnabledIfSystemProperty(named = "record", matches = "v\\d+",
		disabledReason = "records only when -Drecord=v1 asks for it")
@Timeout(60)
class EventHistoryRecordingTests {

	@ParameterizedTest
	@EnumSource
	void records(EventScenario scenario) throws IOException {
		String name = System.getProperty("record") + "-" + scenario.name().toLowerCase(Locale.ROOT).replace('_', '-');
		Path file = Path.of("src/test/resources/histories/event", name + ".json");
		if (Files.exists(file)) {
			return;
		}
		try (EventStage stage = new EventStage(scenario.start)) {
			scenario.play(stage);
			Throwable failure = catchThrowable(stage::end);
			assertThat(failure == null || failure instanceof WorkflowFailedException).as(scenario.name()).isTrue();
			Files.writeString(file, stage.history().toJson(true) + "\n");
		}
		assertThat(file).isNotEmptyFile();
	}

}
