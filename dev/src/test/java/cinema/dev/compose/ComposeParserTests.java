package cinema.dev.compose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The compose file as Docker's own parser reads it. */
class ComposeParserTests {

	private final Path parser = Tool.find("the parser of compose files", Tool.kept("compose-go"));

	@Test
	void understandsTheFile() throws Exception {
		Path file = Path.of("target/compose-parser.env").toAbsolutePath();
		Files.deleteIfExists(file);
		Tool.run(List.of("sh", "deploy/compose/secrets.sh", file.toString()), ComposeFile.PROJECT, 0);

		JsonNode project = JsonMapper.shared()
			.readTree(Tool.run(List.of(this.parser.toString(), "docker-compose.yml", file.toString()),
					ComposeFile.PROJECT, 0));

		assertThat(project.path("services").propertyNames())
			.containsExactlyInAnyOrderElementsOf(ComposeFile.with(ComposeFile.environmentFile(file)).names());
		assertThat(project.at("/services/auth/environment/SPRING_DATASOURCE_URL").asString(""))
			.isEqualTo("jdbc:postgresql://postgres:5432/auth");
	}

	@Test
	void refusesTheFileWithoutSecrets() throws Exception {
		assertThat(
				Tool.run(List.of(this.parser.toString(), "docker-compose.yml", ".env.example"), ComposeFile.PROJECT, 1))
			.contains("required variable", "sh deploy/compose/secrets.sh");
	}

	@Test
	void addsWhatANewerVersionWantsAndLeavesTheRestAlone(@TempDir Path folder) throws Exception {
		Path file = folder.resolve("env");
		List<String> script = List.of("sh", "deploy/compose/secrets.sh", file.toString());
		Tool.run(script, ComposeFile.PROJECT, 0);
		List<String> all = Files.readAllLines(file);
		List<String> older = all.stream().filter((line) -> !line.startsWith("LETTER_KEY=")).toList();
		Files.writeString(file, String.join("\n", older));

		assertThat(Tool.run(script, ComposeFile.PROJECT, 0)).contains("added LETTER_KEY");

		List<String> newer = Files.readAllLines(file);
		assertThat(newer).hasSize(all.size()).containsAll(older);
		assertThat(newer.get(newer.size() - 1)).matches("LETTER_KEY=.{40,}");
		assertThat(Tool.run(script, ComposeFile.PROJECT, 0)).contains("left alone");
		assertThat(file).hasContent(String.join("\n", newer));
	}

}
