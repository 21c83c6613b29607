package cinema.workflows.mailing;

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
 * Records the histories that are still missing for this version of the workflows:
 * {@code mvn -pl workflows test -Dtest=MailingHistoryRecordingTests -Drecord=v1}. What is
 * there is never written again.
 */
@EnabledIfSystemProperty(named = "record", matches = "v\\d+",
		disabledReason = "records only when -Drecord=v1 asks for it")
@Timeout(60)
class MailingHistoryRecordingTests {

	private static final Path HISTORIES = Path.of("src/test/resources/histories");

	@ParameterizedTest
	@EnumSource
	void records(MailingScenario scenario) throws IOException {
		String name = System.getProperty("record") + "-" + scenario.name().toLowerCase(Locale.ROOT).replace('_', '-')
				+ ".json";
		try (MailingScene stage = new MailingScene()) {
			scenario.play(stage);
			Throwable failure = catchThrowable(stage::end);
			assertThat(failure == null || failure instanceof WorkflowFailedException).as(scenario.name()).isTrue();
			write(HISTORIES.resolve("mailing").resolve(name), stage, MailingScene.ID);
			if (!stage.fakes.opened.isEmpty()) {
				write(HISTORIES.resolve("page").resolve(name), stage, MailingScene.ID + "/page/1");
			}
		}
	}

	private static void write(Path file, MailingScene stage, String workflowId) throws IOException {
		Files.createDirectories(file.getParent());
		if (!Files.exists(file)) {
			Files.writeString(file, stage.history(workflowId).toJson(true) + "\n");
		}
		assertThat(file).isNotEmptyFile();
	}

}
