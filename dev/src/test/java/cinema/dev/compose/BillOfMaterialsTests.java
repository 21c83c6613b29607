package cinema.dev.compose;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

import cinema.dev.machine.Console;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class BillOfMaterialsTests {

	private static final String LIBRARIES = "BOOT-INF/lib/";

	/** CycloneDX 1.6, in the place where the actuator of Spring Boot looks for it. */
	@ParameterizedTest
	@CsvSource({ "auth, spring-security-oauth2-authorization-server", "orchestrator, temporal-sdk",
			"worker, jakarta.mail" })
	void namesEveryLibraryOfAJar(String application, String library) throws IOException {
		if ("offline: true".equals(System.getProperty("cinema.maven"))) {
			Console.say("SKIPPED: bills of materials are made by builds that are not offline");
			Assumptions.abort("built offline");
		}
		try (JarFile jar = new JarFile(Jars.of(application).toFile())) {
			Set<String> named = named(jar);

			assertThat(named).anyMatch((one) -> one.startsWith(library + "-"));
			assertThat(jar.stream().map(JarEntry::getName).filter((name) -> name.startsWith(LIBRARIES)))
				// Boot's own tool comes into the jar when it is packed.
				.filteredOn((name) -> name.endsWith(".jar") && !name.contains("/spring-boot-jarmode-tools-"))
				.isNotEmpty()
				.allSatisfy((name) -> assertThat(named).anyMatch(name.substring(LIBRARIES.length())::startsWith));
		}
	}

	private static Set<String> named(JarFile jar) throws IOException {
		try (InputStream bill = jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json"))) {
			JsonNode parts = JsonMapper.shared().readTree(bill).path("components");
			return parts.valueStream()
				.map((one) -> one.path("name").asString() + "-" + one.path("version").asString())
				.collect(Collectors.toSet());
		}
	}

}
