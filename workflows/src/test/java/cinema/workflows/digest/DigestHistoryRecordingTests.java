package cinema.workflows.digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records the histories that are still missing for this version of the workflow:
 * {@code mvn -pl workflows test -Dtest=DigestHistoryRecordingTests -Drecord=v1}. What is
 * there is never written again.
 */
@EnabledIfSystemProperty(named = "record", matches = "v\\d+",
		disabledReason = "records only when -Drecord=v1 asks for it")
@Timeout(60)
class DigestHistoryRecordingTests {

	@ParameterizedTest
	@EnumSource
	void records(DigestScenario scenario) throws IOException {
		String name = System.getProperty("record") + "-" + scenario.name().toLowerCase(Locale.ROOT).replace('_', '-');
		Path file = Path.of("src/test/resources/histories/digest", name + ".json");
		if (Files.exists(file)) {
			return;
		}
		try (DigestStage stage = new DigestStage()) {
			scenario.play(stage);
			assertThat(stage.letters()).isEqualTo(scenario.letters);
			Files.writeString(file, stage.history().toJson(true) + "\n");
		}
		assertThat(file).isNotEmptyFile();
	}

}
