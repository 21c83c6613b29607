package cinema.dev.setting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import cinema.dev.compose.Jars;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationPageTests {

	private static final Path PAGE = Path.of("../docs/configuration.md");

	@Test
	void isWhatTheJarsSay() throws Exception {
		ConfigurationPage page = new ConfigurationPage();
		for (String application : List.of("auth", "orchestrator", "worker")) {
			page.add(application, Jars.of(application), Jars.composed(application));
		}
		if (Boolean.getBoolean("docs.write")) {
			Files.writeString(PAGE, page.toString());
		}
		assertThat(Files.readString(PAGE))
			.as("docs/configuration.md is out of date: mvn verify -Ddocs.write=true writes it anew")
			.isEqualTo(page.toString());
	}

	@Test
	void saysOfEverySettingWhatItIs() {
		for (String application : List.of("auth", "orchestrator", "worker")) {
			assertThat(ApplicationSettings.own(Jars.of(application))).isNotEmpty()
				.filteredOn((setting) -> setting.name().startsWith("cinema."))
				.allSatisfy((setting) -> assertThat(setting.description())
					.as("the @param of " + setting.name() + " in its record of properties")
					.isNotEmpty());
		}
	}

}
