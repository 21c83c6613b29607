package cinema.dev.compose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
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

}
