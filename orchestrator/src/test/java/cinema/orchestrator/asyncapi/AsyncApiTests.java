package cinema.orchestrator.asyncapi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.contract.TestContracts;
import cinema.orchestrator.intake.IntakeProperties;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class AsyncApiTests {

	private static final Path PAGE = Path.of("../docs/contracts/asyncapi.yaml");

	private final String document = new AsyncApi(TestContracts.real(), new IntakeProperties(
			List.of("notifications.events"), ".dead", DataSize.ofKilobytes(512), Duration.ofMinutes(5), 4))
		.toString();

	@Test
	void isWhatTheCatalogueSays() throws Exception {
		if (Boolean.getBoolean("docs.write")) {
			Files.writeString(PAGE, this.document);
		}
		assertThat(Files.readString(PAGE))
			.as("docs/contracts/asyncapi.yaml is out of date: mvn -pl orchestrator -am test -Ddocs.write=true writes it anew")
			.isEqualTo(this.document);
	}

	@Test
	void refersToNothingThatIsNotThere() {
		JsonNode read = JsonMapper.shared().valueToTree(new Yaml().<Map<String, Object>>load(this.document));

		assertThat(read.path("asyncapi").asString()).startsWith("3.");
		assertThat(read.findValuesAsString("$ref")).hasSizeGreaterThan(60)
			.allSatisfy(
					(reference) -> assertThat(read.at(reference.substring(1)).isMissingNode()).as(reference).isFalse());
		assertThat(read.at("/channels/notifications_events/messages").propertyNames())
			.containsAll(TestContracts.real().types());
	}

}
