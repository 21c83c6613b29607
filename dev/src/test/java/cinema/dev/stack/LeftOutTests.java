package cinema.dev.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import cinema.dev.machine.RunFolder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

class LeftOutTests {

	private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of("SERVER_PORT", "8082",
			"SPRING_DATASOURCE_URL", "jdbc:postgresql://h/db?a=1&b=<2>", "CINEMA_X", "it's \"two\" words $HOME"));

	@TempDir
	Path project;

	private LeftOut one;

	@BeforeEach
	void write() {
		this.one = new LeftOut(new RunFolder(this.project), "orchestrator", 8082, SETTINGS);
		this.one.write();
	}

	@Test
	void writesAnEnvironmentThatAShellReads() throws IOException {
		Path file = this.project.resolve(".run/orchestrator.env");
		Process shell = new ProcessBuilder("sh", "-c", "set -a; . \"$0\"; exec env -0", file.toString()).start();
		assertThat(new String(shell.getInputStream().readAllBytes()).split("\0"))
			.contains(SETTINGS.entrySet().stream().map(Object::toString).toArray(String[]::new));
		assertThat(Files.getPosixFilePermissions(file)).as("it holds secrets").hasSize(2);
	}

	@Test
	void writesARunConfigurationOfIntelliJ() throws Exception {
		Document xml = DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(this.project.resolve(".run/orchestrator.run.xml").toFile());
		Map<String, String> variables = new TreeMap<>();
		NodeList all = xml.getElementsByTagName("env");
		for (int number = 0; number < all.getLength(); number++) {
			Element variable = (Element) all.item(number);
			variables.put(variable.getAttribute("name"), variable.getAttribute("value"));
		}
		assertThat(variables).isEqualTo(SETTINGS);
		String main = ((Element) xml.getElementsByTagName("option").item(0)).getAttribute("value");
		assertThat(Path.of("../orchestrator/src/main/java", main.replace('.', '/') + ".java")).exists();
	}

	@Test
	void saysHowToStartIt() {
		assertThat(this.one.describe()).contains("  SERVER_PORT=8082", "set -a; . ",
				"orchestrator.env; set +a; java -jar", "orchestrator.run.xml");
	}

}
